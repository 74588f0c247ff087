-- The teams that people of a client work for, for those who reach these memberships.
create function teams_of(members uuid[]) returns table (member uuid, provider_id uuid, type text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.id, s.provider_id, s.type from client_user u join provider_user s on s.account_id = u.account_id and s.status in ('ACCEPTED', 'CONFIRMED')
    where u.id = any(members)
      and (u.provider_id = any(current_setting('app.providers')::uuid[]) or u.client_id = any(current_setting('app.clients')::uuid[]))
$$;

-- Ends every session of people of a client, for those who reach these memberships; how many each had.
create function end_sessions_of(members uuid[]) returns table (member uuid, ended integer)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    person record;
  begin
    for person in
      select u.id, u.account_id from client_user u join account a on a.id = u.account_id where u.id = any(members)
        and (u.provider_id = any(current_setting('app.providers')::uuid[]) or u.client_id = any(current_setting('app.clients')::uuid[]))
        order by a.id for update of a -- in one order, so that two requests cannot wait for each other
    loop
      member := person.id;
      ended := end_sessions(person.account_id);
      return next;
    end loop;
  end $$;

revoke all on function teams_of, end_sessions_of from public;
grant execute on function teams_of, end_sessions_of to wardroom_app;
