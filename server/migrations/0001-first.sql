-- Names are those of the cluster; passwords are set at each start from the installation's own secret (src/migrate.ts).
do $$
declare
  role text;
begin
  foreach role in array array['wardroom_app', 'wardroom_system'] loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole', role);
    end if;
  end loop;
end $$;

-- Who can sign in. Only the system role reads these: names and addresses that tenants see are copies on their own rows.
create table account (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  kdf_type text not null,
  kdf_iterations int not null,
  kdf_memory int,
  kdf_parallelism int,
  password_hash text not null,
  wrapped_user_key text not null,
  public_key text not null,
  wrapped_private_key text not null,
  security_stamp uuid not null,
  created_at timestamptz not null
);

create table session (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  family_hash bytea not null unique,
  refresh_hash bytea not null,
  previous_hash bytea,
  rotated_at timestamptz not null,
  grace_used boolean not null default false,
  device_type int not null,
  device_name text not null,
  ip text,
  staff boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index on session (account_id);
create unique index on session (refresh_hash);

create table provider (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('MSP', 'INDEPENDENT')),
  demo boolean not null default false,
  created_at timestamptz not null
);

create table seat_pool (
  provider_id uuid not null references provider on delete cascade,
  plan text not null,
  minimum int not null check (minimum >= 0),
  primary key (provider_id, plan)
);

create table provider_user (
  provider_id uuid not null references provider on delete cascade,
  id uuid not null unique,
  account_id uuid references account,
  email text not null check (email = lower(email)),
  name text,
  public_key text,
  type text not null,
  status text not null,
  key text,
  invitation_hash bytea unique,
  invitation_expires_at timestamptz,
  created_at timestamptz not null,
  primary key (provider_id, id),
  unique (provider_id, email),
  check ((status = 'CONFIRMED') = (key is not null))
);
create index on provider_user (account_id);

create table client (
  provider_id uuid not null references provider,
  id uuid not null unique,
  name text not null,
  plan text not null,
  seats int not null check (seats >= 1),
  auto_grow_ceiling int check (auto_grow_ceiling >= seats),
  public_key text not null,
  wrapped_private_key text not null,
  provider_key text,
  created_at timestamptz not null,
  primary key (provider_id, id)
);
create index on client (provider_id, lower(name), id);

-- A client that leaves its provider moves to a tenant of its own: the cascade takes its people along.
create table client_user (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null unique,
  account_id uuid references account,
  email text not null check (email = lower(email)),
  name text,
  public_key text,
  role text not null,
  permissions text[] not null,
  status text not null,
  status_before_revoked text,
  revocation_reason text,
  key text,
  external_id text,
  invitation_hash bytea unique,
  invitation_expires_at timestamptz,
  created_at timestamptz not null,
  revised_at timestamptz not null,
  primary key (client_id, id),
  unique (client_id, email),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade
);
create index on client_user (provider_id, client_id, status);
create index on client_user (client_id, status);
create index on client_user (account_id);

create table api_token (
  provider_id uuid not null references provider on delete cascade,
  id uuid not null unique,
  account_id uuid not null references account,
  created_by text not null,
  name text not null,
  prefix text not null,
  token_hash bytea not null unique,
  scopes text[] not null,
  client_ids uuid[],
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (provider_id, id)
);

-- The log. Nobody has a grant to insert, update or delete here: append_events and expire_events are the only doors.
-- hash = SHA-256(previous hash ‖ seq as 8 bytes ‖ leaf); leaf = SHA-256 of the event's canonical JSON, made by src/event/canonical.ts.
create table event_head (
  provider_id uuid primary key references provider,
  seq bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  first_seq bigint not null default 1,
  base_hash bytea not null default decode(repeat('00', 32), 'hex')
);

-- Not to provider: appending would then wait for whoever holds that row's lock, and they for the head. The head is held already.
create table event (
  provider_id uuid not null references event_head,
  seq bigint not null,
  code int not null,
  at timestamptz not null,
  client_id uuid,
  client_name text,
  actor_kind text not null,
  actor_id uuid,
  actor_name text,
  subject_kind text,
  subject_id uuid,
  subject_name text,
  details jsonb not null,
  device_type int,
  ip text,
  hash bytea not null,
  primary key (provider_id, seq)
);
create index on event (client_id, seq);
create index on event (provider_id, actor_id, seq);
create index on event (provider_id, subject_id, seq);
create index on event (provider_id, code, seq);
create index on event (provider_id, at);

create function append_events(log uuid, entries jsonb) returns bigint
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
    update event_head set seq = head.seq, hash = head.hash where provider_id = log;
    return first;
  end $$;

-- Only from the front, only where all before is as old, and at most so many at once: the head is held meanwhile.
create function expire_events(log uuid, before timestamptz, at_most int default 20000, out first bigint, out last bigint)
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
    update event_head set first_seq = last + 1, base_hash = base where provider_id = log;
  end $$;

create function refuse_change() returns trigger language plpgsql as $$
      begin raise insufficient_privilege using message = 'the event log is append-only'; end $$;
create trigger append_only before update or truncate on event for each statement execute function refuse_change();

-- The text holds an invitation link, so it is wiped as soon as the mail was handed over.
create table mail (
  provider_id uuid not null references provider on delete cascade,
  client_id uuid,
  id uuid not null unique,
  recipient text not null,
  subject text not null,
  body text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (provider_id, id),
  foreign key (provider_id, client_id) references client (provider_id, id) on update cascade on delete cascade
);
create index on mail (created_at);

create table idempotency (
  actor_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  result jsonb not null,
  created_at timestamptz not null,
  primary key (actor_id, key)
);
create index on idempotency (created_at);

-- Counters of attempts, shared by all processes; losing them in a crash only forgives some attempts, hence unlogged.
create unlogged table rate_limit (key text primary key, points integer not null default 0, expire bigint);

-- Table and the condition under which the application role sees and writes a row. :providers are the callers' whole providers, :clients
-- single clients they reach (src/access/tenants.ts). A missing setting is an error, never "everything".
do $$
declare
  wall record;
begin
  for wall in select * from (values
    ('provider', 'id = :providers'),
    ('provider_user', 'provider_id = :providers'),
    ('seat_pool', 'provider_id = :providers'),
    ('api_token', 'provider_id = :providers'),
    ('client', 'provider_id = :providers or id = :clients'),
    ('client_user', 'provider_id = :providers or client_id = :clients'),
    ('event', 'provider_id = :providers or client_id = :clients'),
    ('event_head', 'provider_id = :providers or provider_id in (select c.provider_id from client c where c.id = :clients)'),
    ('mail', 'provider_id = :providers or client_id = :clients'),
    ('idempotency', 'actor_id = (select current_setting(''app.actor'')::uuid)')
  ) walls (name, condition) loop
    execute format('alter table %I enable row level security, force row level security', wall.name);
    execute format('create policy everything on %I to wardroom_app using (true)', wall.name);
    execute format('create policy tenant on %I as restrictive to wardroom_app using (%s)', wall.name,
      replace(replace(wall.condition, ':providers', 'any((select current_setting(''app.providers'')::uuid[])::uuid[])'),
        ':clients', 'any((select current_setting(''app.clients'')::uuid[])::uuid[])'));
    execute format('create policy everything_for_system on %I to wardroom_system using (true)', wall.name);
    execute format('create policy owner on %I to %I using (true)', wall.name, current_user);
  end loop;
end $$;

-- Only of our own: functions of an extension that lives in this schema are not ours to revoke.
revoke all on function append_events, expire_events, refuse_change from public;
grant usage on schema public to wardroom_app, wardroom_system;
grant select, insert, update, delete on provider, provider_user, seat_pool, api_token, client, client_user to wardroom_app;
grant select on event, event_head to wardroom_app, wardroom_system;
grant insert on event_head to wardroom_app;
grant insert on mail to wardroom_app;
grant select, insert on idempotency to wardroom_app;
grant select, delete on idempotency to wardroom_system;
grant select, insert, update, delete on account, session, rate_limit to wardroom_system;
grant select, update, delete on mail to wardroom_system;
grant select on provider, provider_user, seat_pool, client, client_user to wardroom_system;
grant select, update on api_token to wardroom_system;
grant execute on function append_events, expire_events to wardroom_system;
grant execute on function append_events to wardroom_app;
