-- Codes by e-mail as second factors: the method has nothing of its own, each code that was mailed has a row.
alter table two_step_method
  drop constraint two_step_method_kind_check,
  add constraint two_step_method_kind_check check (kind in ('AUTHENTICATOR', 'WEBAUTHN', 'EMAIL'));
create unique index on two_step_method (account_id) where kind = 'EMAIL';

create table email_code (
  purpose text not null check (purpose in ('ADD', 'SIGN_IN', 'PROVE')),
  -- The session that asked for it, or the digest of the second step's name: one of each, the newest.
  place text not null,
  account_id uuid not null references account (id) on delete cascade,
  -- Of the account when it was mailed: whatever changes the account ends it.
  security_stamp uuid not null,
  -- HMAC with a key of the server's root secret.
  code_hash bytea not null,
  tries_left int not null check (tries_left >= 0),
  expires_at timestamptz not null,
  primary key (purpose, place)
);
create index on email_code (account_id);
grant select, insert, update, delete on email_code to wardroom_system;
