-- What a client has decided about its people: a row for each decision that was ever made.
create table policy (
  provider_id uuid not null,
  client_id uuid not null,
  kind text not null check (kind in ('SINGLE_ORGANIZATION', 'ACCOUNT_RECOVERY')),
  enabled boolean not null,
  auto_enrol boolean not null default false,
  changed_at timestamptz not null,
  primary key (client_id, kind),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade
);
select wall('policy', 'client');

-- The person's user key, wrapped to the client's public key by the person, and who they are and whom it is for, under that user key. All of it
-- is there, or nothing.
alter table client_user
  add recovery_key text,
  add recovery_binding text,
  add recovery_enrolled_at timestamptz,
  add recovery_enrolled boolean not null default false,
  add check ((recovery_key is not null) = recovery_enrolled and (recovery_binding is not null) = recovery_enrolled and (recovery_enrolled_at is not null) = recovery_enrolled);
create index on client_user (client_id, recovery_enrolled, id);

-- The master password was set by somebody else: nothing is allowed but to choose one's own.
alter table account add must_change_password boolean not null default false;

-- Somebody at the door says that they are this person and have forgotten the password.
create table help_request (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null unique,
  user_id uuid not null,
  state text not null check (state in ('OPEN', 'RESET', 'DECLINED')),
  asked_at timestamptz not null,
  ip text,
  device_name text,
  decided_at timestamptz,
  decided_by text,
  reason text,
  primary key (client_id, id),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade,
  foreign key (client_id, user_id) references client_user (client_id, id) on delete cascade
);
create unique index on help_request (client_id, user_id) where state = 'OPEN';
create index on help_request (client_id, asked_at, id);
create index on help_request (client_id, state, asked_at, id);
create index on help_request (provider_id, asked_at, id);
create index on help_request (provider_id, state, asked_at, id);
select wall('help_request', 'client');

-- Whether somebody with this role in a client would belong to another company beside one that allows none. Owners and admins are exempt.
create function breaks_single_organization(account uuid, client uuid, rank text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from client_user other where other.account_id = account and other.client_id <> client and other.status in ('ACCEPTED', 'CONFIRMED', 'REVOKED')
      and (rank not in ('OWNER', 'ADMIN') and exists (
          select from policy p where p.client_id = client and p.kind = 'SINGLE_ORGANIZATION' and p.enabled)
        or other.role not in ('OWNER', 'ADMIN') and other.status <> 'REVOKED' and exists (
          select from policy p where p.client_id = other.client_id and p.kind = 'SINGLE_ORGANIZATION' and p.enabled)))
$$;

-- Whom single organization revokes when the actor turns it on: people of the client who belong to another company, too, but for owners, admins
-- and the actor; for those who reach the client.
create function members_elsewhere(client uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.id from client_user u where u.client_id = client and u.status in ('ACCEPTED', 'CONFIRMED')
    and u.role not in ('OWNER', 'ADMIN') and u.account_id <> current_setting('app.actor')::uuid
    and (u.provider_id = any(current_setting('app.providers')::uuid[]) or u.client_id = any(current_setting('app.clients')::uuid[]))
    and exists (select from client_user other
      where other.account_id = u.account_id and other.client_id <> client and other.status in ('ACCEPTED', 'CONFIRMED', 'REVOKED'))
$$;

-- The account of a person who can be recovered, for those who reach that membership: what a browser needs, which providers they work for,
-- and which other clients they belong to. Locked, so that what is read of them stays until the end of the transaction.
create function recoverable_account(member uuid) returns table (
  account_id uuid, email text, kdf_type text, kdf_iterations integer, kdf_memory integer, kdf_parallelism integer, public_key text,
  wrapped_private_key text, staff jsonb, elsewhere jsonb
)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  #variable_conflict use_column
  declare
    target uuid := (select u.account_id from client_user u join policy p on p.client_id = u.client_id and p.kind = 'ACCOUNT_RECOVERY' and p.enabled
      where u.id = member and u.recovery_enrolled and u.status in ('ACCEPTED', 'CONFIRMED', 'REVOKED')
        and (u.provider_id = any(current_setting('app.providers')::uuid[]) or u.client_id = any(current_setting('app.clients')::uuid[])));
  begin
    perform from account a where a.id = target for update;
    perform from provider_user s where s.account_id = target for share;
    perform from client_user m where m.account_id = target for share;
    return query select a.id, a.email, a.kdf_type, a.kdf_iterations, a.kdf_memory, a.kdf_parallelism, a.public_key, a.wrapped_private_key,
      coalesce((select jsonb_agg(jsonb_build_object('providerId', s.provider_id, 'type', s.type))
        from provider_user s where s.account_id = a.id and s.status in ('ACCEPTED', 'CONFIRMED')), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('providerId', m.provider_id, 'clientId', m.client_id, 'role', m.role, 'permissions', m.permissions))
        from client_user m where m.account_id = a.id and m.id <> member and m.status in ('ACCEPTED', 'CONFIRMED')), '[]')
      from account a where a.id = target;
  end $$;

-- Every session of an account, and every access token and sign-in that was under way. How many sessions there were.
create function end_sessions(account uuid) returns integer
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  declare
    ended integer;
  begin
    update account a set security_stamp = gen_random_uuid() where a.id = account;
    update session s set revoked_at = now() where s.account_id = account and s.revoked_at is null;
    get diagnostics ended = row_count;
    return ended;
  end $$;

-- Sets a temporary master password, takes the second factors away, or both, and ends every session.
create function recover_account(member uuid, new_password_hash text, new_wrapped_user_key text, without_two_step boolean) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    target uuid := (select r.account_id from recoverable_account(member) r);
  begin
    if target is null then
      raise 'this account cannot be recovered' using errcode = 'check_violation';
    end if;
    if new_password_hash is not null then
      update account set password_hash = new_password_hash, wrapped_user_key = new_wrapped_user_key, must_change_password = true where id = target;
    end if;
    if without_two_step then
      delete from two_step_method where account_id = target;
      delete from remembered_device where account_id = target;
      update account set recovery_code_hash = null, recovery_code_made_at = null where id = target;
    end if;
    return end_sessions(target);
  end $$;

revoke all on function breaks_single_organization, members_elsewhere, recoverable_account, end_sessions, recover_account from public;
grant execute on function breaks_single_organization, members_elsewhere, recoverable_account, recover_account to wardroom_app;
