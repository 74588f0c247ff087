-- Groups of a client's people. Both keys have the tenant within, so that nobody is in a group of another client.
create table user_group (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null unique,
  name text not null check (char_length(name) between 1 and 100),
  name_key text not null generated always as (lower(name)) stored,
  external_id text check (char_length(external_id) between 1 and 300),
  created_at timestamptz not null,
  revised_at timestamptz not null,
  primary key (client_id, id),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade
);
create index on user_group (client_id, name_key, id);
create index on user_group (client_id, created_at, id);
create index on user_group (provider_id);
select wall('user_group', 'client');

create table group_member (
  provider_id uuid not null,
  client_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  primary key (client_id, group_id, user_id),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade,
  foreign key (client_id, group_id) references user_group (client_id, id) on delete cascade,
  foreign key (client_id, user_id) references client_user (client_id, id) on delete cascade
);
create index on group_member (client_id, user_id);
create index on group_member (group_id);
create index on group_member (user_id);
create index on group_member (provider_id);
select wall('group_member', 'client');
