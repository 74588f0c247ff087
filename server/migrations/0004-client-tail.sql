-- Nobody may append between the last lines of this and its commit.
lock table client, event in share row exclusive mode;

-- The newest event of each client in a log. Not columns of client: a mutation holds that row while it waits for the log's head, and
-- whoever appends holds the head; here nobody writes without the head. A client that changes its provider begins anew in its new log.
create table client_tail (
  provider_id uuid not null references event_head,
  client_id uuid not null,
  last_seq bigint not null,
  last_at timestamptz not null,
  primary key (provider_id, client_id)
);
create index on client_tail (provider_id, last_at, client_id);
select wall('client_tail', 'client', 'select');

-- Every client has a row, so that a list can be ordered by it; without an event its place is 0 and its time before all others.
create function begin_client_tail() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    insert into client_tail values (new.provider_id, new.id, 0, '-infinity') on conflict do nothing;
    return null;
  end $$;
revoke all on function begin_client_tail from public;
create trigger begins_tail after insert or update of provider_id on client for each row execute function begin_client_tail();

create or replace function append_events(log uuid, entries jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    entry jsonb;
    head event_head;
    first bigint;
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
      head.seq := head.seq + 1;
      head.hash := sha256(head.hash || int8send(head.seq) || decode(entry->>'leaf', 'hex'));
      insert into event values (
        log, head.seq, (entry->>'code')::int, (entry->>'at')::timestamptz,
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
    update event_head set seq = head.seq, hash = head.hash where provider_id = log;
    return first;
  end $$;

-- Only from the front, only where all before is as old, and at most so many at once: the head is held meanwhile.
create or replace function expire_events(log uuid, before timestamptz, at_most int default 20000, out first bigint, out last bigint)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    base bytea;
  begin
    select first_seq into first from event_head where provider_id = log for update;
    select seq, hash into last, base from event where provider_id = log and seq < first + at_most and at < before
      and seq < coalesce((select min(seq) from event where provider_id = log and seq < first + at_most and at >= before), first + at_most)
      order by seq desc limit 1;
    if last is null then
      first := null;
      return;
    end if;
    delete from event where provider_id = log and seq <= last;
    update client_tail set last_seq = 0, last_at = '-infinity' where provider_id = log and last_seq between 1 and last;
    update event_head set first_seq = last + 1, base_hash = base where provider_id = log;
  end $$;

insert into client_tail
select c.provider_id, c.id, coalesce(newest.seq, 0), coalesce(newest.at, '-infinity')
from client c left join lateral (
  select seq, at from event e where e.client_id = c.id and e.provider_id = c.provider_id order by seq desc limit 1
) newest on true;
