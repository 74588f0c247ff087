-- Whose key a client's key is, sealed under that key; null on clients of before, until one of those who hold the key binds it.
alter table client add key_binding text;

-- Keys of providers and clients as people have noted them for themselves, each under their own user key.
create table pinned_key (
  account_id uuid not null references account on delete cascade,
  tenant_id uuid not null,
  pin text not null,
  pinned_at timestamptz not null,
  primary key (account_id, tenant_id)
);
select wall('pinned_key', 'account_id = (select current_setting(''app.actor'')::uuid)', 'select, insert', '');
