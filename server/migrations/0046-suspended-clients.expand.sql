-- A client that its provider has suspended: its own people belong to nothing meanwhile, and the provider's may do little with it.
alter table client
  add suspended boolean not null default false,
  add suspended_at timestamptz,
  add suspended_by text,
  add suspension_reason text check (char_length(suspension_reason) between 1 and 500),
  add check (suspended = (suspended_at is not null and suspended_by is not null and suspension_reason is not null));
create index on client (provider_id, id) where suspended;

create or replace function may_belong(member client_user) returns boolean
  language sql stable security invoker set search_path = pg_catalog, public, pg_temp as $$
  select member.status = 'CONFIRMED'
    and not exists (select from client c where c.id = member.client_id and c.suspended)
    and (not lacks_two_step(member) or not exists (
      select from policy p where p.client_id = member.client_id and p.kind = 'TWO_STEP_LOGIN' and p.enabled and p.holds_from <= clock_timestamp()))
$$;

-- What may be done with a provider's clients rests on which of them are suspended.
create or replace function memberships_of(account uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select concat_ws('|',
    (select string_agg(concat_ws(',', m.provider_id, m.id, m.type, clients_in_scope(m)::text,
        array(select c.id from client c where c.provider_id = m.provider_id and c.suspended order by c.id)::text), ';' order by m.provider_id)
      from provider_user m where m.account_id = account and may_work(m)),
    (select string_agg(concat_ws(',', u.client_id, u.provider_id, u.id, u.role, u.permissions::text), ';' order by u.client_id)
      from client_user u where u.account_id = account and may_belong(u)))
$$;

-- A token that is limited to clients reads nothing of one that is suspended.
create or replace function clients_of_token(token api_token) returns uuid[]
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when token.client_ids is not null or token.client_group_ids is not null then array(
    select c.id from client c where c.provider_id = token.provider_id and not c.suspended and (c.id = any(token.client_ids) or c.id in (
      select m.client_id from client_group_member m where m.client_group_id = any(token.client_group_ids) and m.provider_id = token.provider_id))
    order by c.id) end
$$;
