-- A wall with rows that may be read beside those that are reached: `shown` is a condition like `reach`, and opens nothing to writing.
drop function wall(regclass, text, text, text);
create function wall(
  target regclass, reach text, app text default 'select, insert, update, delete', system text default 'select', shown text default null
)
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
      format('create policy tenant on %s as restrictive to wardroom_app using (%s) with check (%s)', target, concat_ws(' or ', seen, shown), written),
      ':providers', $sql$any((select current_setting('app.providers')::uuid[])::uuid[])$sql$),
      ':clients', $sql$any((select current_setting('app.clients')::uuid[])::uuid[])$sql$);
    if shown is not null then
      execute replace(replace(
        format('create policy tenant_deletes on %s as restrictive for delete to wardroom_app using (%s)', target, seen),
        ':providers', $sql$any((select current_setting('app.providers')::uuid[])::uuid[])$sql$),
        ':clients', $sql$any((select current_setting('app.clients')::uuid[])::uuid[])$sql$);
    end if;
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

-- Words by which a provider sorts its clients.
alter table client add tags text[] not null default '{}' check (cardinality(tags) <= 20);

-- Groups of a provider's clients: chosen one by one, or by a rule (fits_rule), which names no other group, so that there are no circles.
create table client_group (
  provider_id uuid not null references provider on delete cascade,
  id uuid not null unique,
  name text not null check (char_length(name) between 1 and 100),
  name_key text not null generated always as (lower(name)) stored,
  rule jsonb check (jsonb_typeof(rule) = 'object'),
  created_at timestamptz not null,
  revised_at timestamptz not null,
  primary key (provider_id, id)
);
create index on client_group (provider_id, name_key, id);
create index on client_group (provider_id, created_at, id);

-- Who is in which, of groups by rule as well: kept by regroup_clients, so that lists and rights look it up and never work it out.
create table client_group_member (
  provider_id uuid not null,
  client_group_id uuid not null,
  client_id uuid not null,
  primary key (client_group_id, client_id),
  foreign key (provider_id, client_group_id) references client_group (provider_id, id) on delete cascade,
  foreign key (provider_id, client_id) references client (provider_id, id) on delete cascade
);
create index on client_group_member (client_id);
create index on client_group_member (provider_id, client_group_id);
select wall('client_group_member', 'provider', shown => 'client_id = :clients');

-- Whether whoever asks works for this provider, for all of its clients or for some.
create function works_for(provider uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from provider_user m where m.provider_id = provider and m.account_id = current_setting('app.actor')::uuid and may_work(m))
$$;
revoke all on function works_for from public;
grant execute on function works_for to wardroom_app;

-- Whoever works for some clients sees the groups that these are in.
select wall('client_group', 'provider', shown => 'works_for(provider_id) and exists (select from client_group_member m
  where m.client_group_id = client_group.id and m.client_id = :clients)');

create function fits_rule(c client, rule jsonb) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select (rule -> 'plans' is null or rule -> 'plans' @> to_jsonb(c.plan))
    and c.seats >= coalesce((rule ->> 'seatsFrom')::int, c.seats)
    and c.seats <= coalesce((rule ->> 'seatsTo')::int, c.seats)
    and (rule -> 'daysFrom' is null or c.created_at <= now() - make_interval(days => (rule ->> 'daysFrom')::int))
    and (rule -> 'daysTo' is null or c.created_at > now() - make_interval(days => (rule ->> 'daysTo')::int + 1))
    and (rule -> 'tags' is null or to_jsonb(c.tags) @> (rule -> 'tags'))
    and (rule -> 'withoutTags' is null or not exists (select from unnest(c.tags) tag where rule -> 'withoutTags' @> to_jsonb(tag)))
    and (rule -> 'nameContains' is null or strpos(c.name_key, lower(rule ->> 'nameContains')) > 0)
$$;
revoke all on function fits_rule from public;
grant execute on function fits_rule to wardroom_app, wardroom_system;

-- Puts clients into the groups by rule that they fit, and takes them out of those that they fit no more: some clients, or all of them; into one
-- group, or into all. Whoever changes a client and whoever changes a rule wait for each other by the group's row, so that none misses the
-- other's change; whoever works through all clients has locked them before.
create function regroup_clients(log uuid, only_clients uuid[] default null, only_group uuid default null)
  returns table (client_id uuid, client_name text, group_id uuid, group_name text, joins boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  #variable_conflict use_column
  begin
    if session_user = 'wardroom_app' and not log = any(current_setting('app.providers')::uuid[])
      and not coalesce(only_clients <@ current_setting('app.clients')::uuid[], false) then
      raise insufficient_privilege using message = 'these clients are not within reach';
    end if;
    if only_clients is null then
      perform from client c where c.provider_id = log order by c.id for key share;
    end if;
    perform from client_group g where g.provider_id = log and g.rule is not null and g.id = coalesce(only_group, g.id) order by g.id for share;
    return query
      with asked as (
        select g.id group_id, c.id client_id, fits_rule(c, g.rule) fits from client_group g join client c on c.provider_id = g.provider_id
          where g.provider_id = log and g.rule is not null and g.id = coalesce(only_group, g.id) and (only_clients is null or c.id = any(only_clients))
      ), gone as (
        delete from client_group_member m using asked where not asked.fits and m.client_group_id = asked.group_id and m.client_id = asked.client_id
          returning m.client_id, m.client_group_id, false joins
      ), come as (
        insert into client_group_member as m (provider_id, client_group_id, client_id) select log, group_id, client_id from asked where fits
          on conflict do nothing returning m.client_id, m.client_group_id, true joins
      )
      select c.id, c.name, g.id, g.name, moved.joins from (select * from gone union all select * from come) moved
        join client c on c.id = moved.client_id join client_group g on g.id = moved.client_group_id order by c.id, g.name_key, g.id;
  end $$;
revoke all on function regroup_clients from public;
grant execute on function regroup_clients to wardroom_app, wardroom_system;

-- A client that leaves its provider takes along none of the provider's words for it.
create function leave_groups() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    delete from client_group_member m where m.client_id = old.id;
    new.tags := '{}';
    return new;
  end $$;
revoke all on function leave_groups from public;
create trigger leaves_groups before update of provider_id on client
  for each row when (old.provider_id <> new.provider_id) execute function leave_groups();
