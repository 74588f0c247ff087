-- Whether the provider's people reach what a client keeps, or only bring something in. Its owners alone decide.
alter table client add column provider_item_access text not null default 'FULL' check (provider_item_access in ('FULL', 'IMPORT_ONLY'));
create index on client (provider_id, id) where provider_item_access <> 'FULL';

-- What may be done with a provider's clients rests on which of them are suspended, and on which keep their items to themselves.
create or replace function memberships_of(account uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select concat_ws('|',
    (select string_agg(concat_ws(',', m.provider_id, m.id, m.type, clients_in_scope(m)::text,
        array(select c.id from client c where c.provider_id = m.provider_id and c.suspended order by c.id)::text,
        array(select c.id from client c where c.provider_id = m.provider_id and c.provider_item_access <> 'FULL' order by c.id)::text),
        ';' order by m.provider_id)
      from provider_user m where m.account_id = account and may_work(m)),
    (select string_agg(concat_ws(',', u.client_id, u.provider_id, u.id, u.role, u.permissions::text), ';' order by u.client_id)
      from client_user u where u.account_id = account and may_belong(u)))
$$;
