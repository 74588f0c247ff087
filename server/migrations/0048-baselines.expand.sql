-- What a provider wants its clients to decide about themselves: policies, and settings of collections. It changes no client by itself.
create table baseline (
  provider_id uuid not null references provider on delete cascade,
  id uuid not null unique,
  name text not null check (char_length(name) between 1 and 100),
  -- Of several baselines that a client's groups are bound to, the first in order is the client's; of two at one place the older one.
  position integer not null check (position between 1 and 50),
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 8000),
  created_at timestamptz not null,
  revised_at timestamptz not null,
  primary key (provider_id, id)
);
create index on baseline (provider_id, position, created_at, id);

-- For which groups of clients it is.
create table baseline_client_group (
  provider_id uuid not null,
  baseline_id uuid not null,
  client_group_id uuid not null,
  primary key (baseline_id, client_group_id),
  foreign key (provider_id, baseline_id) references baseline (provider_id, id) on delete cascade,
  foreign key (provider_id, client_group_id) references client_group (provider_id, id) on delete cascade
);
create index on baseline_client_group (provider_id, client_group_id);
create index on baseline_client_group (provider_id, baseline_id);

-- Whoever works for some clients sees the baselines of the groups that these are in.
select wall('baseline_client_group', 'provider', shown => 'works_for(provider_id) and exists (select from client_group_member m
  where m.client_group_id = baseline_client_group.client_group_id and m.client_id = :clients)');
select wall('baseline', 'provider', shown => 'works_for(provider_id) and exists (select from baseline_client_group b
  join client_group_member m on m.client_group_id = b.client_group_id where b.baseline_id = baseline.id and m.client_id = :clients)');
