-- Two-step login. Only the system reads these tables, as it does accounts and sessions: they hold what signs people in.
create table two_step_method (
  account_id uuid not null references account (id) on delete cascade,
  id uuid not null unique,
  kind text not null check (kind in ('AUTHENTICATOR')),
  -- Sealed with a key of the server's root secret.
  secret bytea not null,
  -- The step of time whose code was used last; no code of it or of one before is taken again.
  last_step bigint not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (account_id, id)
);
create unique index on two_step_method (account_id) where kind = 'AUTHENTICATOR';

-- An authenticator that is shown and has not proved itself yet: one of an account, the newest.
create table authenticator_offer (
  account_id uuid primary key references account (id) on delete cascade,
  id uuid not null unique,
  session_id uuid not null,
  secret bytea not null,
  expires_at timestamptz not null
);

create table remembered_device (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  token_hash bytea not null unique,
  security_stamp uuid not null,
  device_type integer not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index on remembered_device (account_id);

-- The master password was right, the second step is to come.
create table second_step (
  token_hash bytea primary key,
  account_id uuid not null references account (id) on delete cascade,
  security_stamp uuid not null,
  device_name text not null,
  ip text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- When the person was told that somebody else may have their password.
  told_at timestamptz
);
create index on second_step (account_id, created_at);
create index on second_step (created_at);

alter table account
  add recovery_code_hash bytea,
  add recovery_code_made_at timestamptz;

-- When this session last proved itself afresh, by purpose, in milliseconds since 1970.
alter table session add proofs jsonb not null default '{}';

-- Mails about a person's own account belong to no provider.
alter table mail
  add account_id uuid references account (id) on delete cascade,
  drop constraint mail_pkey,
  alter provider_id drop not null,
  add check (num_nonnulls(provider_id, account_id) = 1);
alter table mail drop constraint mail_id_key, add primary key (id);
create index on mail (provider_id, created_at);
create index on mail (account_id) where account_id is not null;

grant select, insert, update, delete on two_step_method, authenticator_offer, remembered_device, second_step to wardroom_system;
grant insert on mail to wardroom_system;
-- Whatever is written in the name of a provider is written behind its wall.
create policy own_account on mail as restrictive for insert to wardroom_system with check (provider_id is null and client_id is null);
