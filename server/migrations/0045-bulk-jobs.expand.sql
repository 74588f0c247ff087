-- Work on thousands of a client's people, and what became of each of them. Both keys have the tenant within.
create table bulk_job (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null unique,
  action text not null check (action in ('INVITE', 'RESEND', 'CHANGE_ROLE', 'REVOKE', 'RESTORE', 'REMOVE', 'SIGN_OUT', 'CHANGE_GROUPS', 'DIRECTORY')),
  -- With whose rights it goes on: those of a session or of an API token, and what the session had proved when the job was made.
  made_by_id uuid not null,
  made_by text not null,
  session_id uuid,
  tool_id uuid,
  proofs text[] not null,
  device_type integer not null,
  ip text,
  retry_of uuid,
  total integer not null check (total between 1 and 10000),
  done integer not null default 0,
  refused integer not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  cancelled boolean not null default false,
  running boolean not null generated always as (finished_at is null) stored,
  primary key (client_id, id),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade,
  check ((session_id is null) <> (tool_id is null)),
  check (done >= 0 and refused >= 0 and done + refused <= total)
);
create index on bulk_job (client_id, created_at, id);
create index on bulk_job (provider_id, created_at, id);
create index on bulk_job (client_id, running, created_at, id);
create index on bulk_job (provider_id, running, created_at, id);
create index on bulk_job (created_at) where finished_at is null;
create index on bulk_job (finished_at);
select wall('bulk_job', 'client');

create table bulk_job_row (
  provider_id uuid not null,
  client_id uuid not null,
  job_id uuid not null,
  id uuid not null unique default gen_random_uuid(),
  number integer not null,
  verb text not null,
  parameters jsonb not null,
  person_id uuid,
  email text,
  external_id text,
  outcome text not null default 'WAITING' check (outcome in ('WAITING', 'DONE', 'REFUSED', 'CANCELLED')),
  code text,
  message text,
  primary key (client_id, job_id, number),
  foreign key (client_id, job_id) references bulk_job (client_id, id) on delete cascade,
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade
);
create index on bulk_job_row (job_id, number, id);
create index on bulk_job_row (job_id, outcome, number, id);
create index on bulk_job_row (client_id, job_id, number) where outcome = 'WAITING';
create index on bulk_job_row (provider_id);
select wall('bulk_job_row', 'client');
