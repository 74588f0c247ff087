-- What a person's own programs sign in with, in place of the master password and the second factor. It holds as long as the account's stamp
-- is the one that it was made under.
create table personal_api_key (
  account_id uuid primary key references account (id) on delete cascade,
  secret_hash bytea not null,
  security_stamp uuid not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  session_id uuid references session (id) on delete set null
);
create index on personal_api_key (session_id);
grant select, insert, update, delete on personal_api_key to wardroom_system;
