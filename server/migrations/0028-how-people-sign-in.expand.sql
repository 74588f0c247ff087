-- How strong a person's second factor is and when they last signed in, kept with each membership so that those who look after people can list
-- and filter it.
alter table provider_user
  add two_step boolean not null default false,
  add two_step_class text check (two_step_class in ('PHISHING_RESISTANT', 'ONE_TIME_CODE', 'MAILBOX')),
  add last_sign_in_at timestamptz,
  -- The same, and before all times where they never have: what an index is walked along.
  add sign_in_key timestamptz not null default '-infinity';
alter table client_user
  add two_step_class text check (two_step_class in ('PHISHING_RESISTANT', 'ONE_TIME_CODE', 'MAILBOX')),
  add last_sign_in_at timestamptz,
  add sign_in_key timestamptz not null default '-infinity';
create index on provider_user (provider_id, two_step, id);
create index on provider_user (provider_id, two_step_class, id);
create index on provider_user (provider_id, sign_in_key, id);
create index on client_user (client_id, two_step_class, id);
create index on client_user (client_id, sign_in_key, id);

-- Of the strongest factor that the account has; null: none.
create function two_step_class(account uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when bool_or(kind = 'WEBAUTHN') then 'PHISHING_RESISTANT' when bool_or(kind = 'AUTHENTICATOR') then 'ONE_TIME_CODE'
    when bool_or(kind = 'EMAIL') then 'MAILBOX' end
  from two_step_method where account_id = account
$$;

create or replace function copy_two_step() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    account uuid := coalesce(new.account_id, old.account_id);
  begin
    update provider_user set two_step_since = null where account_id = account; -- takes_two_step has the values
    update client_user set two_step_since = null where account_id = account;
    return null;
  end $$;

create or replace function take_two_step() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    perform from account where id = new.account_id for share; -- who changes methods at this moment holds it
    new.two_step_since := two_step_since(new.account_id);
    new.two_step := new.two_step_since is not null;
    new.two_step_class := two_step_class(new.account_id);
    return new;
  end $$;
create or replace trigger takes_two_step before insert or update of account_id, two_step_since, two_step, two_step_class on provider_user
  for each row execute function take_two_step();
create or replace trigger takes_two_step before insert or update of account_id, two_step_since, two_step, two_step_class on client_user
  for each row execute function take_two_step();
drop function take_two_step_as_user();

-- Who joins has signed in before, elsewhere.
create function take_sign_in() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    if tg_op = 'INSERT' or new.account_id is distinct from old.account_id then
      new.last_sign_in_at := greatest(new.last_sign_in_at, (select max(created_at) from session where account_id = new.account_id));
    end if;
    new.sign_in_key := coalesce(new.last_sign_in_at, '-infinity');
    return new;
  end $$;
create trigger takes_sign_in before insert or update of account_id, last_sign_in_at on provider_user for each row execute function take_sign_in();
create trigger takes_sign_in before insert or update of account_id, last_sign_in_at on client_user for each row execute function take_sign_in();

-- Notes a sign-in with each membership of the account. It holds nothing else: others lock an account before its memberships, or after them.
create function note_sign_in(account uuid, at timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update provider_user set last_sign_in_at = at where account_id = account;
  update client_user set last_sign_in_at = at where account_id = account;
$$;

revoke all on function two_step_class, take_sign_in, note_sign_in from public;
grant execute on function note_sign_in to wardroom_system;
