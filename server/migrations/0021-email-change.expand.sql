-- A change of address that waits for the codes out of both mailboxes: one of an account, the newest. Only the system reads it.
create table email_change (
  account_id uuid primary key references account (id) on delete cascade,
  id uuid not null unique,
  session_id uuid not null,
  security_stamp uuid not null,
  email text not null check (email = lower(email)),
  -- HMAC with a key of the server's root secret: of what was mailed to the present address, and to the new one.
  present_code_hash bytea not null,
  new_code_hash bytea not null,
  tries_left int not null check (tries_left >= 0),
  expires_at timestamptz not null
);
grant select, insert, update, delete on email_change to wardroom_system;

-- Memberships carry a copy of the address (decision 7): it follows.
create function copy_email() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    update provider_user set email = new.email where account_id = new.id;
    update client_user set email = new.email where account_id = new.id;
    return null;
  end $$;
create trigger copied after update of email on account for each row when (old.email <> new.email) execute function copy_email();

-- Who accepts while they change their address belongs there by the new one.
create function take_email() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    select email into strict new.email from account where id = new.account_id for share;
    return new;
  end $$;
create trigger takes_email before insert or update of account_id, email on provider_user
  for each row when (new.account_id is not null) execute function take_email();
create trigger takes_email before insert or update of account_id, email on client_user
  for each row when (new.account_id is not null) execute function take_email();

revoke all on function copy_email, take_email from public;
