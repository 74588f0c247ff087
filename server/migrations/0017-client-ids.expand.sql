-- A client's id is its own, among providers, too: `node(id)` and what people pin go by the id alone. No tenant sees the providers of others.
create function refuse_id_of_provider() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    if exists (select from provider where id = new.id) then
      raise unique_violation using message = 'a provider has this id';
    end if;
    return null;
  end $$;
revoke all on function refuse_id_of_provider from public;
create trigger has_own_id after insert on client for each row execute function refuse_id_of_provider();
