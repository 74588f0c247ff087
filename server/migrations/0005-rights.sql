-- What the rights of an account rest on, as text: its confirmed memberships. Where a second factor becomes mandatory, it counts here.
create function memberships_of(account uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select concat_ws('|',
    (select string_agg(concat_ws(',', m.provider_id, m.id, m.type), ';' order by m.provider_id)
      from provider_user m where m.account_id = account and m.status = 'CONFIRMED'),
    (select string_agg(concat_ws(',', u.client_id, u.provider_id, u.id, u.role, u.permissions::text), ';' order by u.client_id)
      from client_user u where u.account_id = account and u.status = 'CONFIRMED'))
$$;

-- The same of a credential; null when it has ended. kind: ACCOUNT (id of a session) or API_TOKEN (id of a token).
create function rights_of(kind text, credential uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(found.basis, 'UTF8')), 'hex') from (
    select concat_ws('|', a.security_stamp, memberships_of(a.id)) basis
      from session s join account a on a.id = s.account_id
      where kind = 'ACCOUNT' and s.id = credential and s.revoked_at is null and s.expires_at > now()
    union all
    select concat_ws('|', t.scopes::text, t.client_ids is null,
        array(select c.id from client c where c.id = any(t.client_ids) and c.provider_id = t.provider_id order by c.id)::text, memberships_of(t.account_id))
      from api_token t
      where kind = 'API_TOKEN' and t.id = credential and t.revoked_at is null and t.expires_at > now()
  ) found
$$;

-- Stands behind the appends of a transaction, with the heads of its logs locked: whoever changed these rights has committed, or waits behind us.
create function require_rights(kind text, credential uuid, rights text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    if rights_of(kind, credential) is distinct from rights then
      raise exception using errcode = 'WR001', message = 'the rights of this credential have changed';
    end if;
  end $$;

revoke all on function memberships_of, rights_of, require_rights from public;
grant execute on function rights_of to wardroom_system;
grant execute on function require_rights to wardroom_app, wardroom_system;
