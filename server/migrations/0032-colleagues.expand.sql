-- Since when a confirmed colleague waits for help, who said at the sign-in page that they have forgotten the master password. They are in
-- again as soon as they sign in.
alter table provider_user add asked_for_help_at timestamptz;

create or replace function note_sign_in(account uuid, at timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update provider_user set last_sign_in_at = at, asked_for_help_at = null where account_id = account;
  update client_user set last_sign_in_at = at where account_id = account;
$$;

-- The teams that people of a team work for, for those who reach these memberships.
create function teams_of_colleagues(members uuid[]) returns table (member uuid, provider_id uuid, type text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.id, s.provider_id, s.type from provider_user c join provider_user s on s.account_id = c.account_id and s.status in ('ACCEPTED', 'CONFIRMED')
    where c.id = any(members) and c.provider_id = any(current_setting('app.providers')::uuid[])
$$;

-- Ends every session of people of a team, for those who reach these memberships; how many each had.
create function end_sessions_of_colleagues(members uuid[]) returns table (member uuid, ended integer)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    person record;
  begin
    for person in
      select c.id, c.account_id from provider_user c join account a on a.id = c.account_id where c.id = any(members)
        and c.status = 'CONFIRMED' and c.provider_id = any(current_setting('app.providers')::uuid[])
        order by a.id for update of a -- in one order, so that two requests cannot wait for each other
    loop
      member := person.id;
      ended := end_sessions(person.account_id);
      return next;
    end loop;
  end $$;

-- Where else a confirmed person of a team belongs, for those who reach that membership. Locked, so that it stays until the end of the transaction.
create function places_of_colleague(colleague uuid) returns table (staff jsonb, clients jsonb)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    target uuid := (select c.account_id from provider_user c where c.id = colleague and c.status = 'CONFIRMED'
      and c.provider_id = any(current_setting('app.providers')::uuid[]));
  begin
    perform from account a where a.id = target for update;
    perform from provider_user s where s.account_id = target for share;
    perform from client_user m where m.account_id = target for share;
    return query select
      coalesce((select jsonb_agg(jsonb_build_object('providerId', s.provider_id, 'type', s.type))
        from provider_user s where s.account_id = target and s.status in ('ACCEPTED', 'CONFIRMED')), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('providerId', m.provider_id, 'clientId', m.client_id, 'role', m.role, 'permissions', m.permissions))
        from client_user m where m.account_id = target and m.status in ('ACCEPTED', 'CONFIRMED')), '[]');
  end $$;

create function remove_two_step(account uuid) returns void
  language sql set search_path = pg_catalog, public, pg_temp as $$
  delete from two_step_method where account_id = account;
  delete from remembered_device where account_id = account;
  update account a set recovery_code_hash = null, recovery_code_made_at = null where a.id = account;
$$;

create or replace function recover_account(member uuid, new_password_hash text, new_wrapped_user_key text, without_two_step boolean) returns integer
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
      perform remove_two_step(target);
    end if;
    return end_sessions(target);
  end $$;

-- Takes the second factors of a confirmed person of a team away and ends every session, for those who reach that membership.
create function reset_two_step_of_colleague(colleague uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    target uuid := (select c.account_id from provider_user c where c.id = colleague and c.status = 'CONFIRMED'
      and c.provider_id = any(current_setting('app.providers')::uuid[]));
  begin
    if target is null then
      raise 'this is no confirmed colleague' using errcode = 'check_violation';
    end if;
    perform from account a where a.id = target for update;
    perform remove_two_step(target);
    return end_sessions(target);
  end $$;

revoke all on function teams_of_colleagues, end_sessions_of_colleagues, places_of_colleague, remove_two_step, reset_two_step_of_colleague from public;
grant execute on function teams_of_colleagues, end_sessions_of_colleagues, places_of_colleague, reset_two_step_of_colleague to wardroom_app;
