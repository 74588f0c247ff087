-- Nobody's wrapped user key stays where it may not be used: with a client whose policy is off, and of a person who has no access any more.
update client_user u set recovery_key = null, recovery_binding = null, recovery_enrolled_at = null, recovery_enrolled = false
  where u.recovery_enrolled and (u.status = 'REVOKED'
    or not exists (select from policy p where p.client_id = u.client_id and p.kind = 'ACCOUNT_RECOVERY' and p.enabled));

create or replace function recoverable_account(member uuid) returns table (
  account_id uuid, email text, kdf_type text, kdf_iterations integer, kdf_memory integer, kdf_parallelism integer, public_key text,
  wrapped_private_key text, staff jsonb, elsewhere jsonb
)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  #variable_conflict use_column
  declare
    target uuid := (select u.account_id from client_user u join policy p on p.client_id = u.client_id and p.kind = 'ACCOUNT_RECOVERY' and p.enabled
      where u.id = member and u.recovery_enrolled and u.status in ('ACCEPTED', 'CONFIRMED')
        and (u.provider_id = any(current_setting('app.providers')::uuid[]) or u.client_id = any(current_setting('app.clients')::uuid[])));
  begin
    perform from account a where a.id = target for update;
    perform from provider_user s where s.account_id = target for share;
    perform from client_user m where m.account_id = target for share;
    return query select a.id, a.email, a.kdf_type, a.kdf_iterations, a.kdf_memory, a.kdf_parallelism, a.public_key, a.wrapped_private_key,
      coalesce((select jsonb_agg(jsonb_build_object('providerId', s.provider_id, 'type', s.type))
        from provider_user s where s.account_id = a.id and s.status in ('ACCEPTED', 'CONFIRMED')), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('providerId', m.provider_id, 'clientId', m.client_id, 'role', m.role, 'permissions', m.permissions))
        from client_user m where m.account_id = a.id and m.id <> member and m.status in ('ACCEPTED', 'CONFIRMED')), '[]')
      from account a where a.id = target;
  end $$;

-- Requests for help that were decided, with where they came from, are kept for 90 days: as long as anybody would ask about one.
create index on help_request (decided_at) where decided_at is not null;
create function delete_decided_help_requests() returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare
    deleted integer;
  begin
    delete from help_request where decided_at < now() - interval '90 days';
    get diagnostics deleted = row_count;
    return deleted;
  end $$;
revoke all on function delete_decided_help_requests from public;
grant execute on function delete_decided_help_requests to wardroom_system;

-- When the person was last told that there may be a copy of this key.
alter table security_key add copy_told_at timestamptz;
