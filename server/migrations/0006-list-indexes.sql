-- What a list is filtered or ordered by is a column behind the tenant, so that nothing is read to be thrown away.
alter table client add free_seats int not null generated always as (seats - occupied_seats) stored;
create index on client (provider_id, free_seats, id);
create index on client (provider_id, plan, id);

drop index client_user_client_id_status_idx;
create index on client_user (client_id, status, id);
create index on client_user (client_id, role, id);

create index on api_token (provider_id, created_at, id);
