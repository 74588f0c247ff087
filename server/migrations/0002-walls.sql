-- The server asks which migrations have run, to refuse a database that is not of its version.
grant select on mikro_orm_migrations to wardroom_system;

-- The provider of a client that the caller reaches, as it was before the statement.
create function provider_of(client uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.provider_id from client c where c.id = $1 and c.id = any(current_setting('app.clients')::uuid[])
$$;
revoke all on function provider_of from public;
grant execute on function provider_of to wardroom_app;

-- Raises the wall of a table: row-level security on everybody, and what the two roles of the server may do there.
-- reach: 'provider': rows of a provider; 'client': rows of a client, by its column client_id (of the table client: id); else a condition,
-- in which :providers are the providers that the caller reaches as a whole and :clients single clients (src/access/tenants.ts).
-- A missing setting is an error, never "everything". The new row is held to the same as the old, and who reaches a single client only
-- cannot hang its rows on another provider. Raising a wall again replaces it.
create function wall(target regclass, reach text, app text default 'select, insert, update, delete', system text default 'select')
  returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  declare
    client text := case when target = 'client'::regclass then 'id' else 'client_id' end;
    seen text := case reach
      when 'provider' then 'provider_id = :providers'
      when 'client' then format('provider_id = :providers or %I = :clients', client)
      else reach end;
    written text := case reach
      when 'client' then format('provider_id = :providers or %1$I = :clients and provider_id = provider_of(%1$I)', client)
      else seen end;
    policy text;
    privileges text;
    role text;
  begin
    execute format('alter table %s enable row level security, force row level security', target);
    for policy in select polname from pg_policy where polrelid = target loop
      execute format('drop policy %I on %s', policy, target);
    end loop;
    execute format('create policy everything on %s to wardroom_app using (true)', target);
    execute replace(replace(
      format('create policy tenant on %s as restrictive to wardroom_app using (%s) with check (%s)', target, seen, written),
      ':providers', $sql$any((select current_setting('app.providers')::uuid[])::uuid[])$sql$),
      ':clients', $sql$any((select current_setting('app.clients')::uuid[])::uuid[])$sql$);
    execute format('create policy everything_for_system on %s to wardroom_system using (true)', target);
    execute format('create policy owner on %s to %I using (true)', target, current_user);
    for role, privileges in values ('wardroom_app', app), ('wardroom_system', system) loop
      execute format('revoke all on %s from %I', target, role);
      if privileges <> '' then
        execute format('grant %s on %s to %I', privileges, target, role);
      end if;
    end loop;
  end $$;
revoke all on function wall from public;

select wall('provider', 'id = :providers');
select wall('provider_user', 'provider');
select wall('seat_pool', 'provider');
select wall('api_token', 'provider', system => 'select, update');
select wall('client', 'client');
select wall('client_user', 'client');
select wall('event', 'client', 'select');
select wall('event_head', 'provider_id = :providers or provider_id in (select c.provider_id from client c where c.id = :clients)',
  'select, insert');
select wall('mail', 'client', 'insert', 'select, update, delete');
select wall('idempotency', 'actor_id = (select current_setting(''app.actor'')::uuid)', 'select, insert', 'select, delete');
