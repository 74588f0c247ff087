-- Tokens are listed by when they end, so that those which work stand before those which do not; a token somebody found is found by how it begins.
alter table api_token
  add ends_at timestamptz not null generated always as (least(expires_at, revoked_at)) stored,
  add name_key text not null generated always as (lower(name)) stored;
create index on api_token (provider_id, ends_at, id);
create index on api_token (provider_id, name_key, id);
