-- The browsers that an account has signed in with. Each keeps a secret of its own; here is the digest of it together with the account, so that
-- nobody sees which accounts share a browser.
create table known_device (
  account_id uuid not null references account (id) on delete cascade,
  token_hash bytea not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- When the person was told that it was new; null: it was the first of all, or too many were told of that day.
  told_at timestamptz,
  primary key (account_id, token_hash)
);
create index on known_device (last_seen_at);
grant select, insert, update, delete on known_device to wardroom_system;
