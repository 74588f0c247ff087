-- Nobody may append between the last lines of this and its commit.
lock table event in share row exclusive mode;

-- An event's time is when its request began, its place is the order of commits: they disagree a little. `disorder` is by how much at most,
-- so that a span of time is a span of places, and a question about last week does not read the whole log.
alter table event_head add latest_at timestamptz, add disorder interval not null default '0';

create or replace function append_events(log uuid, entries jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    entry jsonb;
    head event_head;
    first bigint;
    moment timestamptz;
  begin
    if session_user = 'wardroom_app' then
      if not log = any(current_setting('app.providers')::uuid[]) and exists (
        select from jsonb_array_elements(entries) e
        where not exists (select from client c where c.provider_id = log and c.id = (e->>'clientId')::uuid
          and c.id = any(current_setting('app.clients')::uuid[]))
      ) then
        raise insufficient_privilege using message = 'this log is not within reach';
      end if;
    end if;
    select * into strict head from event_head where provider_id = log for update;
    first := head.seq + 1;
    for entry in select * from jsonb_array_elements(entries) loop
      moment := (entry->>'at')::timestamptz;
      head.disorder := greatest(head.disorder, make_interval(secs => extract(epoch from head.latest_at - moment)::float));
      head.latest_at := greatest(head.latest_at, moment);
      head.seq := head.seq + 1;
      head.hash := sha256(head.hash || int8send(head.seq) || decode(entry->>'leaf', 'hex'));
      insert into event values (
        log, head.seq, (entry->>'code')::int, moment,
        (entry->>'clientId')::uuid, entry->>'clientName',
        entry->>'actorKind', (entry->>'actorId')::uuid, entry->>'actorName',
        entry->>'subjectKind', (entry->>'subjectId')::uuid, entry->>'subjectName',
        entry->'details', (entry->>'deviceType')::int, entry->>'ip', head.hash);
    end loop;
    insert into client_tail as tail (provider_id, client_id, last_seq, last_at)
      select distinct on (e->>'clientId') log, (e->>'clientId')::uuid, first + place - 1, (e->>'at')::timestamptz
      from jsonb_array_elements(entries) with ordinality as numbered (e, place)
      where e->>'clientId' is not null order by e->>'clientId', place desc
      on conflict (provider_id, client_id) do update set last_seq = excluded.last_seq, last_at = excluded.last_at;
    update event_head set seq = head.seq, hash = head.hash, latest_at = head.latest_at, disorder = head.disorder where provider_id = log;
    return first;
  end $$;

-- Every event of the log at `moment` or later has a greater place than this. Null for a log that is not within reach.
create function place_before(log uuid, moment timestamptz) returns bigint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select e.seq from event e where e.provider_id = log and e.at < moment - h.disorder order by e.at desc limit 1), 0)
  from event_head h where h.provider_id = log and (log = any(current_setting('app.providers')::uuid[])
    or exists (select from client c where c.provider_id = log and c.id = any(current_setting('app.clients')::uuid[])))
$$;

-- Every event of the log before `moment` has a smaller place than this.
create function place_after(log uuid, moment timestamptz) returns bigint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select e.seq from event e where e.provider_id = log and e.at >= moment + h.disorder order by e.at limit 1), h.seq + 1)
  from event_head h where h.provider_id = log and (log = any(current_setting('app.providers')::uuid[])
    or exists (select from client c where c.provider_id = log and c.id = any(current_setting('app.clients')::uuid[])))
$$;
revoke all on function place_before, place_after from public;
grant execute on function place_before, place_after to wardroom_app;

update event_head set latest_at = past.latest_at, disorder = past.disorder
from (
  select provider_id, max(at) latest_at, make_interval(secs => coalesce(max(extract(epoch from before - at)), 0)::float) disorder
  from (select provider_id, at, max(at) over (partition by provider_id order by seq) before from event) event
  group by provider_id
) past
where event_head.provider_id = past.provider_id;
