-- Who deletes their account while another session of theirs accepts an invitation: the acceptance has lost its rights, and is told so.
create or replace function take_email() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    select email into new.email from account where id = new.account_id for share;
    if not found then
      raise exception using errcode = 'WR001', message = 'this account is gone';
    end if;
    return new;
  end $$;
