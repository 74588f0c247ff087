-- When somebody of a team works: {"timeZone": "Europe/Berlin", "windows": [{"days": [1, 7], "from": "18:00", "until": "08:00"}]}; null: always.
-- Days are those on which a window begins, 1 Monday to 7 Sunday; one that ends no later than it begins ends on the next day.
alter table provider_user add work_hours jsonb check (jsonb_typeof(work_hours) = 'object' and jsonb_array_length(work_hours->'windows') between 1 and 14);

-- An outside technician watches, and holds no key.
alter table provider_user
  drop constraint provider_user_check,
  add constraint provider_user_key_check check ((status = 'CONFIRMED' and type <> 'OUTSIDE_TECHNICIAN') = (key is not null));

-- The window that runs, or the next one; what touches or overlaps is one. Null: whatever the hour. What a change of the clocks leaves out of a
-- day is in no window.
create function work_window(member provider_user, at timestamptz default clock_timestamp()) returns tstzrange
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select found from unnest((
    select range_agg(tstzrange(begins, greatest(begins, ends)))
    from (select member.work_hours->>'timeZone' zone) z
    cross join generate_series(date_trunc('day', at at time zone zone) - interval '1 day', (at at time zone zone) + interval '8 days', interval '1 day') day
    cross join jsonb_to_recordset(member.work_hours->'windows') hours(days jsonb, "from" time, until time)
    cross join lateral (select (day + hours.from) at time zone zone begins,
      (day + hours.until + case when hours.until <= hours.from then interval '1 day' else interval '0' end) at time zone zone ends) times
    where hours.days @> to_jsonb(extract(isodow from day)::int)
  )) found
  where upper(found) > at
  order by found limit 1
$$;
revoke all on function work_window from public;
grant execute on function work_window to wardroom_app, wardroom_system;

create or replace function may_work(member provider_user) returns boolean
  language sql stable security invoker set search_path = pg_catalog, public, pg_temp as $$
  select member.status = 'CONFIRMED'
    and (member.two_step_since is not null
      or not exists (select from provider p where p.id = member.provider_id and p.two_step_required_from <= clock_timestamp()))
    and (member.work_hours is null or lower(work_window(member)) <= clock_timestamp())
$$;

-- Whoever is from outside is told of clients one by one, so that the second wall shows them nothing of the provider's own.
create or replace function clients_in_scope(member provider_user) returns uuid[]
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when member.scope <> 'ALL' and member.type <> 'PROVIDER_ADMIN' or member.type = 'OUTSIDE_TECHNICIAN' then array(
    select c.id from client c where c.provider_id = member.provider_id and (member.scope = 'ALL' or (member.scope = 'ONLY') = (c.id in (
      select s.client_id from scope_client s where s.provider_user_id = member.id
      union all select m.client_id from scope_client_group s join client_group_member m on m.client_group_id = s.client_group_id
        where s.provider_user_id = member.id)))
    order by c.id) end
$$;
