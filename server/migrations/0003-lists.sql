-- What lists are ordered by is stored and indexed behind the tenant: under row-level security PostgreSQL takes lower(name) for a filter
-- and reads every row before the page.
alter table client
  add name_key text not null generated always as (lower(name)) stored,
  add occupied_seats int not null default 0 check (occupied_seats >= 0);
drop index client_provider_id_lower_id_idx;
create index on client (provider_id, name_key, id);
create index on client (provider_id, seats, id);
create index on client (provider_id, occupied_seats, id);
create index on client (provider_id, created_at, id);

alter table client_user add name_key text not null generated always as (lower(coalesce(name, ''))) stored;
create index on client_user (client_id, name_key, id);
create index on client_user (client_id, created_at, id);

-- client.occupied_seats: once a statement and client, and only where the number changes. Clients in the order of their ids, as
-- everybody locks them who changes people of several.
create function count_occupied_seats() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    taking constant text[] := array['INVITED', 'ACCEPTED', 'CONFIRMED'];
    lost uuid[];
    won uuid[];
    change record;
  begin
    if tg_op <> 'INSERT' then
      lost := array(select client_id from old_rows where status = any(taking));
    end if;
    if tg_op <> 'DELETE' then
      won := array(select client_id from new_rows where status = any(taking));
    end if;
    for change in
      select id, sum(n) n from (select unnest(lost) id, -1 n union all select unnest(won), 1) changes
      group by id having sum(n) <> 0 order by id
    loop
      update client set occupied_seats = occupied_seats + change.n where client.id = change.id;
    end loop;
    return null;
  end $$;
revoke all on function count_occupied_seats from public;
create trigger seats_taken after insert on client_user referencing new table as new_rows
  for each statement execute function count_occupied_seats();
create trigger seats_changed after update on client_user referencing old table as old_rows new table as new_rows
  for each statement execute function count_occupied_seats();
create trigger seats_left after delete on client_user referencing old table as old_rows
  for each statement execute function count_occupied_seats();

update client set occupied_seats = people.n
from (select client_id, count(*) n from client_user where status in ('INVITED', 'ACCEPTED', 'CONFIRMED') group by client_id) people
where client.id = people.client_id;
