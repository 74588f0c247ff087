-- Which root secret this database belongs to: a value derived from it, from which it cannot be found. Only the owner reads it.
create table root_secret (
  single boolean primary key default true check (single),
  fingerprint bytea not null
);
