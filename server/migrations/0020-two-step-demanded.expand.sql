-- From when the people of a provider's team need two-step login to see anything of it; null: they do not. Providers of before have a month.
alter table provider add two_step_required_from timestamptz default now() + interval '7 days';
update provider set two_step_required_from = now() + interval '30 days';
alter table provider alter two_step_required_from drop default;

-- Since when a person has a second factor, kept with each membership so that those who look after people can list and filter it.
alter table provider_user add two_step_since timestamptz;
alter table client_user add two_step_since timestamptz, add two_step boolean not null default false;
create index on client_user (client_id, two_step, id);

create function two_step_since(account uuid) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select min(created_at) from two_step_method where account_id = account
$$;

create function copy_two_step() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    account uuid := coalesce(new.account_id, old.account_id);
  begin
    update provider_user set two_step_since = two_step_since(account) where account_id = account;
    update client_user set two_step_since = two_step_since(account), two_step = two_step_since(account) is not null where account_id = account;
    return null;
  end $$;
create trigger copied after insert or update of created_at or delete on two_step_method for each row execute function copy_two_step();

create function take_two_step() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    perform from account where id = new.account_id for share; -- who changes methods at this moment holds it
    new.two_step_since := two_step_since(new.account_id);
    return new;
  end $$;
create trigger takes_two_step before insert or update of account_id, two_step_since on provider_user for each row execute function take_two_step();

create function take_two_step_as_user() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    perform from account where id = new.account_id for share;
    new.two_step_since := two_step_since(new.account_id);
    new.two_step := new.two_step_since is not null;
    return new;
  end $$;
create trigger takes_two_step before insert or update of account_id, two_step_since, two_step on client_user for each row execute function take_two_step_as_user();

-- Whether a confirmed person of a provider's team may act for it now, however long ago the transaction began: a second factor may be demanded
-- of them.
create function may_work(member provider_user) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select member.status = 'CONFIRMED' and (member.two_step_since is not null
    or not exists (select from provider p where p.id = member.provider_id and p.two_step_required_from <= clock_timestamp()))
$$;

create or replace function memberships_of(account uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select concat_ws('|',
    (select string_agg(concat_ws(',', m.provider_id, m.id, m.type), ';' order by m.provider_id)
      from provider_user m where m.account_id = account and may_work(m)),
    (select string_agg(concat_ws(',', u.client_id, u.provider_id, u.id, u.role, u.permissions::text), ';' order by u.client_id)
      from client_user u where u.account_id = account and u.status = 'CONFIRMED'))
$$;

revoke all on function two_step_since, copy_two_step, take_two_step, take_two_step_as_user, may_work from public;
grant execute on function may_work to wardroom_system;
