-- Which clients a service user works for: all, only some, or all but some; these are named one by one or by groups. Admins work for all.
alter table provider_user add scope text not null default 'ALL' check (scope in ('ALL', 'ONLY', 'EXCEPT'));

create table scope_client (
  provider_id uuid not null,
  provider_user_id uuid not null,
  client_id uuid not null,
  primary key (provider_user_id, client_id),
  foreign key (provider_id, provider_user_id) references provider_user (provider_id, id) on delete cascade,
  foreign key (provider_id, client_id) references client (provider_id, id) on delete cascade
);
create index on scope_client (client_id);
create index on scope_client (provider_id);
select wall('scope_client', 'provider');

-- A group that says whom somebody sees is not deleted: they would see more, or less, without anybody having said so.
create table scope_client_group (
  provider_id uuid not null,
  provider_user_id uuid not null,
  client_group_id uuid not null,
  primary key (provider_user_id, client_group_id),
  foreign key (provider_id, provider_user_id) references provider_user (provider_id, id) on delete cascade,
  foreign key (provider_id, client_group_id) references client_group (provider_id, id)
);
create index on scope_client_group (client_group_id);
create index on scope_client_group (provider_id);
select wall('scope_client_group', 'provider');

-- The clients that somebody of a team works for; null: all.
create function clients_in_scope(member provider_user) returns uuid[]
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when member.type = 'SERVICE_USER' and member.scope <> 'ALL' then array(
    select c.id from client c where c.provider_id = member.provider_id and (member.scope = 'ONLY') = (c.id in (
      select s.client_id from scope_client s where s.provider_user_id = member.id
      union all select m.client_id from scope_client_group s join client_group_member m on m.client_group_id = s.client_group_id
        where s.provider_user_id = member.id))
    order by c.id) end
$$;
revoke all on function clients_in_scope from public;
grant execute on function clients_in_scope to wardroom_app, wardroom_system;

-- Of an API token: clients, or groups of them; both null: all.
alter table api_token add client_group_ids uuid[] check (cardinality(client_group_ids) <= 100);

-- Those that the token is limited to, and that still belong to its provider; null: all. Its maker's scope limits it besides.
create function clients_of_token(token api_token) returns uuid[]
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when token.client_ids is not null or token.client_group_ids is not null then array(
    select c.id from client c where c.provider_id = token.provider_id and (c.id = any(token.client_ids) or c.id in (
      select m.client_id from client_group_member m where m.client_group_id = any(token.client_group_ids) and m.provider_id = token.provider_id))
    order by c.id) end
$$;
revoke all on function clients_of_token from public;
grant execute on function clients_of_token to wardroom_system;

create or replace function memberships_of(account uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select concat_ws('|',
    (select string_agg(concat_ws(',', m.provider_id, m.id, m.type, clients_in_scope(m)::text), ';' order by m.provider_id)
      from provider_user m where m.account_id = account and may_work(m)),
    (select string_agg(concat_ws(',', u.client_id, u.provider_id, u.id, u.role, u.permissions::text), ';' order by u.client_id)
      from client_user u where u.account_id = account and may_belong(u)))
$$;

create or replace function rights_of(kind text, credential uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(found.basis, 'UTF8')), 'hex') from (
    select concat_ws('|', a.security_stamp, memberships_of(a.id)) basis
      from session s join account a on a.id = s.account_id
      where kind = 'ACCOUNT' and s.id = credential and s.revoked_at is null and s.expires_at > now()
    union all
    select concat_ws('|', t.scopes::text, clients_of_token(t) is null, coalesce(clients_of_token(t), '{}')::text,
        t.allowed_addresses is null, t.allowed_addresses::text, encode(t.token_hash, 'hex'), coalesce(extract(epoch from t.old_until)::text, ''),
        memberships_of(t.account_id))
      from api_token t
      where kind = 'API_TOKEN' and t.id = credential and t.revoked_at is null and t.expires_at > now()
  ) found
$$;

-- Whoever works for some clients reads the provider, and their own place in its team, and nothing else of it.
select wall('provider', 'id = :providers', shown => 'works_for(id)');
select wall('provider_user', 'provider',
  shown => $$account_id = (select current_setting('app.actor')::uuid) and status = 'CONFIRMED'$$);
-- How long the log is.
select wall('event_head', 'provider_id = :providers or provider_id in (select c.provider_id from client c where c.id = :clients)',
  'select, insert', shown => 'works_for(provider_id)');

create or replace function leave_groups() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    delete from client_group_member m where m.client_id = old.id;
    delete from scope_client s where s.client_id = old.id;
    new.tags := '{}';
    return new;
  end $$;
