-- Two more decisions of a client about its people: two-step login is required of them, from a day on; and what their master passwords are like.
alter table policy drop constraint policy_kind_check;
alter table policy
  add constraint policy_kind_check check (kind in ('TWO_STEP_LOGIN', 'MASTER_PASSWORD', 'SINGLE_ORGANIZATION', 'ACCOUNT_RECOVERY')),
  add holds_from timestamptz,
  add rules jsonb,
  add reminded_at timestamptz,
  add reminded_to uuid,
  add enforcement_begun_at timestamptz,
  add enforcement_people integer,
  add enforcement_revoked integer,
  add enforcement_finished_at timestamptz;

-- Who would be out where two-step login is required. Owners and admins are exempt; whoever is not confirmed has no access yet.
create function lacks_two_step(member client_user) returns boolean
  language sql immutable as $$
  select member.status = 'CONFIRMED' and not member.two_step and member.role not in ('OWNER', 'ADMIN')
$$;
create index on client_user (client_id, id) where status = 'CONFIRMED' and not two_step and role not in ('OWNER', 'ADMIN');

-- Whether a confirmed person of a client may act in it now, however long ago the transaction began. Who may not is revoked soon, by a job.
create function may_belong(member client_user) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select member.status = 'CONFIRMED' and (not lacks_two_step(member) or not exists (
    select from policy p where p.client_id = member.client_id and p.kind = 'TWO_STEP_LOGIN' and p.enabled and p.holds_from <= clock_timestamp()))
$$;

create or replace function memberships_of(account uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select concat_ws('|',
    (select string_agg(concat_ws(',', m.provider_id, m.id, m.type), ';' order by m.provider_id)
      from provider_user m where m.account_id = account and may_work(m)),
    (select string_agg(concat_ws(',', u.client_id, u.provider_id, u.id, u.role, u.permissions::text), ';' order by u.client_id)
      from client_user u where u.account_id = account and may_belong(u)))
$$;

revoke all on function lacks_two_step, may_belong from public;
grant execute on function lacks_two_step to wardroom_app, wardroom_system;
grant execute on function may_belong to wardroom_system;
