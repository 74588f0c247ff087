-- Collections of a client's items, and who is given which access to them. Their names are sealed under the client's key.
create table collection (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null unique,
  name text not null check (char_length(name) <= 1000),
  binding text not null check (char_length(binding) <= 1000),
  external_id text check (char_length(external_id) between 1 and 300),
  created_at timestamptz not null,
  revised_at timestamptz not null,
  primary key (client_id, id),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade
);
create index on collection (client_id, created_at, id);
create index on collection (client_id, revised_at, id);
create index on collection (provider_id);
select wall('collection', 'client');

-- An access is a sum: 1 sees passwords, 2 edits, 4 manages, which is all of it. So what several groups give together is their bit_or.
create domain collection_access as smallint check (value in (0, 1, 2, 3, 7));

create table collection_user (
  provider_id uuid not null,
  client_id uuid not null,
  collection_id uuid not null,
  user_id uuid not null,
  access collection_access not null,
  primary key (client_id, collection_id, user_id),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade,
  foreign key (client_id, collection_id) references collection (client_id, id) on delete cascade,
  foreign key (client_id, user_id) references client_user (client_id, id) on delete cascade
);
create index on collection_user (client_id, user_id);
create index on collection_user (collection_id);
create index on collection_user (user_id);
create index on collection_user (provider_id);
select wall('collection_user', 'client');

create table collection_group (
  provider_id uuid not null,
  client_id uuid not null,
  collection_id uuid not null,
  group_id uuid not null,
  access collection_access not null,
  primary key (client_id, collection_id, group_id),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade,
  foreign key (client_id, collection_id) references collection (client_id, id) on delete cascade,
  foreign key (client_id, group_id) references user_group (client_id, id) on delete cascade
);
create index on collection_group (client_id, group_id);
create index on collection_group (collection_id);
create index on collection_group (group_id);
create index on collection_group (provider_id);
select wall('collection_group', 'client');

-- Who reaches what: what a person is given directly stands before what their groups give.
create view collection_reach with (security_invoker = true) as
  select client_id, collection_id, user_id, access::smallint access, true direct from collection_user
  union all
  select g.client_id, g.collection_id, m.user_id, bit_or(g.access)::smallint, false
    from collection_group g join group_member m on m.client_id = g.client_id and m.group_id = g.group_id
    where not exists (select from collection_user d
      where d.client_id = g.client_id and d.collection_id = g.collection_id and d.user_id = m.user_id)
    group by g.client_id, g.collection_id, m.user_id;
grant select on collection_reach to wardroom_app;

alter table client
  add column limit_collection_creation boolean not null default false,
  add column limit_collection_deletion boolean not null default false,
  add column limit_item_deletion boolean not null default false,
  add column allow_admin_access boolean not null default false;

-- How somebody, by any of their memberships, stands to collections: all that a right to one may hang on. `access` is null where they do not reach it.
create function standing_to_collections(collections uuid[], own uuid[])
  returns table (id uuid, access smallint, managed boolean, admin_access boolean, deletion_limited boolean)
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select t.id,
    (select r.access from collection_reach r where r.collection_id = t.id and r.user_id = any(own)),
    exists (select from collection_user u where u.client_id = t.client_id and u.collection_id = t.id and u.access = 7)
      or exists (select from collection_group g where g.client_id = t.client_id and g.collection_id = t.id and g.access = 7),
    c.allow_admin_access, c.limit_collection_deletion
  from collection t join client c on c.id = t.client_id
  where t.id = any(collections)
$$;
revoke all on function standing_to_collections from public;
grant execute on function standing_to_collections to wardroom_app;
