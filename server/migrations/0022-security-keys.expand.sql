-- Security keys and passkeys (WebAuthn) as second factors: a method as the others, and beside it what checks its answers.
alter table two_step_method
  drop constraint two_step_method_kind_check,
  add constraint two_step_method_kind_check check (kind in ('AUTHENTICATOR', 'WEBAUTHN')),
  alter secret drop not null,
  alter last_step drop not null,
  add constraint two_step_method_authenticator_check check (kind <> 'AUTHENTICATOR' or (secret is not null and last_step is not null));

create table security_key (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
  -- As the key gave it, in COSE.
  public_key bytea not null check (octet_length(public_key) <= 1024),
  -- Of its answers, where it counts them; one that does not grow comes of a copy.
  counter bigint not null,
  aaguid uuid not null,
  primary key (account_id, id),
  foreign key (account_id, id) references two_step_method (account_id, id) on delete cascade
);

-- What a key is to sign in a session, once: one of each purpose, the newest.
create table security_key_challenge (
  session_id uuid not null references session (id) on delete cascade,
  purpose text not null check (purpose in ('ADD', 'PROVE')),
  challenge text not null,
  expires_at timestamptz not null,
  primary key (session_id, purpose)
);

-- What a key is to sign in the second step of a sign-in, once.
alter table second_step add challenge text;

grant select, insert, update, delete on security_key, security_key_challenge to wardroom_system;
