-- What a person has written down for themself about their master password. It goes with that password.
alter table account add password_hint text check (char_length(password_hint) between 1 and 200);

-- A temporary master password has none.
create or replace function recover_account(member uuid, new_password_hash text, new_wrapped_user_key text, without_two_step boolean) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    target uuid := (select r.account_id from recoverable_account(member) r);
  begin
    if target is null then
      raise 'this account cannot be recovered' using errcode = 'check_violation';
    end if;
    if new_password_hash is not null then
      update account set password_hash = new_password_hash, wrapped_user_key = new_wrapped_user_key, must_change_password = true, password_hint = null
        where id = target;
    end if;
    if without_two_step then
      perform remove_two_step(target);
    end if;
    return end_sessions(target);
  end $$;
