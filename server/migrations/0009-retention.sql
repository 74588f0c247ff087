-- For how many days events are kept, as the owner has said it at the last start. Nobody else writes it; without a row nothing is deleted.
create table event_retention (
  single boolean primary key default true check (single),
  days integer check (days >= 0)
);

-- Deletes a log's oldest events and appends the event that says so (`entry`, whose details name the first and last place), or neither.
-- Nothing younger than the retention is ever deleted, whoever asks. A process of the release before cannot expire any more; it tries again.
drop function expire_events(uuid, timestamptz, int);
create function expire_events(log uuid, entry jsonb) returns void
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
    perform append_events(log, jsonb_build_array(entry));
  end $$;
revoke all on function expire_events from public;
grant execute on function expire_events to wardroom_system;
