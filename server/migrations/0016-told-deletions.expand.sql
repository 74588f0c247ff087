-- Appends to a log, whoever asks: the one place that writes events. Called by the functions of the log alone.
create function chain_events(log uuid, entries jsonb) returns bigint
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
  declare
    entry jsonb;
    head event_head;
    first bigint;
    moment timestamptz;
  begin
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
revoke all on function chain_events from public;

-- What the application appends is within its reach, and about no client of another provider than the log's, unless that has just let it go, in a
-- transaction that reaches both sides. (A client may come after its events: the past of the demo world does.) Of deletions only expire_events tells.
create or replace function append_events(log uuid, entries jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    providers uuid[];
    clients uuid[];
  begin
    if exists (select from jsonb_array_elements(entries) e where (e->>'code')::int = 9060) then
      raise insufficient_privilege using message = 'that events were deleted, the deletion itself tells';
    end if;
    if session_user = 'wardroom_app' then
      providers := current_setting('app.providers');
      clients := current_setting('app.clients');
      perform from event_head where provider_id = log for update;
      if exists (
        select from (select distinct (e->>'clientId')::uuid id from jsonb_array_elements(entries) e) about left join client c on c.id = about.id
        where case when log = any(providers)
          then c.provider_id <> log and not (c.provider_id = any(providers)
            and exists (select from client_tail t where t.provider_id = log and t.client_id = c.id))
          else (c.provider_id = log and c.id = any(clients)) is not true end
      ) then
        raise insufficient_privilege using message = 'this log, or one of these clients, is not within reach';
      end if;
    end if;
    return chain_events(log, entries);
  end $$;

create or replace function expire_events(log uuid, entry jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    head event_head;
    gone bigint := (entry->'details'->>'last')::bigint;
    base bytea;
    found record;
  begin
    select * into strict head from event_head where provider_id = log for update;
    select count(*) n, max(at) youngest into found from event where provider_id = log and seq <= gone;
    if (entry->>'code')::int is distinct from 9060 or (entry->'details'->>'first')::bigint is distinct from head.first_seq
      or found.n = 0 or found.n <> gone - head.first_seq + 1
      or (found.youngest < now() - make_interval(days => (select days from event_retention))) is not true then
      raise insufficient_privilege using message = 'these events cannot be deleted: they are not the oldest of the log, or not older than the retention';
    end if;
    select hash into strict base from event where provider_id = log and seq = gone;
    delete from event where provider_id = log and seq <= gone;
    update client_tail set last_seq = 0, last_at = '-infinity' where provider_id = log and last_seq between 1 and gone;
    update event_head set first_seq = gone + 1, base_hash = base where provider_id = log;
    perform chain_events(log, jsonb_build_array(entry));
  end $$;
