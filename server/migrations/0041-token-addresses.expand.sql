-- From where a token may be used, where it was used last, and a secret that works on for a while beside the one that replaced it.
alter table api_token
  add allowed_addresses text[] check (cardinality(allowed_addresses) between 1 and 50),
  add last_used_from text,
  add old_hash bytea unique,
  add old_prefix text,
  add old_until timestamptz,
  add rotated_at timestamptz,
  add rotated_by text;

-- What a token may rests on its secrets and addresses as well: who changes something meanwhile is asked again.
create or replace function rights_of(kind text, credential uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(found.basis, 'UTF8')), 'hex') from (
    select concat_ws('|', a.security_stamp, memberships_of(a.id)) basis
      from session s join account a on a.id = s.account_id
      where kind = 'ACCOUNT' and s.id = credential and s.revoked_at is null and s.expires_at > now()
    union all
    select concat_ws('|', t.scopes::text, t.client_ids is null,
        array(select c.id from client c where c.id = any(t.client_ids) and c.provider_id = t.provider_id order by c.id)::text,
        t.allowed_addresses is null, t.allowed_addresses::text, encode(t.token_hash, 'hex'), coalesce(extract(epoch from t.old_until)::text, ''),
        memberships_of(t.account_id))
      from api_token t
      where kind = 'API_TOKEN' and t.id = credential and t.revoked_at is null and t.expires_at > now()
  ) found
$$;
