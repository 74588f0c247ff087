-- Where an account belongs stays locked while it is looked at whether somebody is left there who may do everything, as in every change of people.
create function lock_places_of(person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    perform from provider where id in (select provider_id from provider_user where account_id = person) order by id for update;
    perform from client where id in (select client_id from client_user where account_id = person) order by id for update;
  end $$;

-- The account, its memberships and what acts for it. Whatever else refers to it goes by cascade.
create function delete_account(person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    delete from api_token where account_id = person;
    delete from provider_user where account_id = person;
    delete from client_user where account_id = person;
    delete from account where id = person;
  end $$;

revoke all on function lock_places_of, delete_account from public;
grant execute on function lock_places_of, delete_account to wardroom_system;

-- The mail that tells whoever has deleted their account belongs to nobody.
alter table mail drop constraint mail_check;
alter table mail add constraint mail_check check (num_nonnulls(provider_id, account_id) <= 1);
