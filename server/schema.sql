create table account (
  id uuid not null,
  email text not null,
  name text not null,
  kdf_type text not null,
  kdf_iterations integer not null,
  kdf_memory integer,
  kdf_parallelism integer,
  password_hash text not null,
  wrapped_user_key text not null,
  public_key text not null,
  wrapped_private_key text not null,
  security_stamp uuid not null,
  created_at timestamp with time zone not null,
  recovery_code_hash bytea,
  recovery_code_made_at timestamp with time zone,
  must_change_password boolean not null default false,
  password_hint text,
  constraint account_email_check CHECK ((email = lower(email))),
  constraint account_email_key UNIQUE (email),
  constraint account_password_hint_check CHECK (((char_length(password_hint) >= 1) AND (char_length(password_hint) <= 200))),
  constraint account_pkey PRIMARY KEY (id)
);
grant delete, insert, select, update on account to wardroom_system;
CREATE TRIGGER copied AFTER UPDATE OF email ON public.account FOR EACH ROW WHEN ((old.email <> new.email)) EXECUTE FUNCTION copy_email();

create table api_token (
  provider_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  created_by text not null,
  name text not null,
  prefix text not null,
  token_hash bytea not null,
  scopes text[] not null,
  client_ids uuid[],
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  ends_at timestamp with time zone not null generated always as LEAST(expires_at, revoked_at) stored,
  name_key text not null generated always as lower(name) stored,
  allowed_addresses text[],
  last_used_from text,
  old_hash bytea,
  old_prefix text,
  old_until timestamp with time zone,
  rotated_at timestamp with time zone,
  rotated_by text,
  client_group_ids uuid[],
  constraint api_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint api_token_allowed_addresses_check CHECK (((cardinality(allowed_addresses) >= 1) AND (cardinality(allowed_addresses) <= 50))),
  constraint api_token_client_group_ids_check CHECK ((cardinality(client_group_ids) <= 100)),
  constraint api_token_id_key UNIQUE (id),
  constraint api_token_old_hash_key UNIQUE (old_hash),
  constraint api_token_pkey PRIMARY KEY (provider_id, id),
  constraint api_token_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id) ON DELETE CASCADE,
  constraint api_token_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX api_token_provider_id_created_at_id_idx ON public.api_token USING btree (provider_id, created_at, id);
CREATE INDEX api_token_provider_id_ends_at_id_idx ON public.api_token USING btree (provider_id, ends_at, id);
CREATE INDEX api_token_provider_id_name_key_id_idx ON public.api_token USING btree (provider_id, name_key, id);
alter table api_token enable row level security, force row level security;
create policy everything on api_token as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on api_token as permissive for all to wardroom_system
  using (true);
create policy owner on api_token as permissive for all to owner
  using (true);
create policy tenant on api_token as restrictive for all to wardroom_app
  using ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])))
  with check ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on api_token to wardroom_app;
grant select, update on api_token to wardroom_system;

create table authenticator_offer (
  account_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  secret bytea not null,
  expires_at timestamp with time zone not null,
  constraint authenticator_offer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint authenticator_offer_id_key UNIQUE (id),
  constraint authenticator_offer_pkey PRIMARY KEY (account_id)
);
grant delete, insert, select, update on authenticator_offer to wardroom_system;

create table baseline (
  provider_id uuid not null,
  id uuid not null,
  name text not null,
  position integer not null,
  content jsonb not null,
  created_at timestamp with time zone not null,
  revised_at timestamp with time zone not null,
  constraint baseline_content_check CHECK (((jsonb_typeof(content) = 'object'::text) AND (octet_length((content)::text) <= 8000))),
  constraint baseline_id_key UNIQUE (id),
  constraint baseline_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint baseline_pkey PRIMARY KEY (provider_id, id),
  constraint baseline_position_check CHECK ((("position" >= 1) AND ("position" <= 50))),
  constraint baseline_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id) ON DELETE CASCADE
);
CREATE INDEX baseline_provider_id_position_created_at_id_idx ON public.baseline USING btree (provider_id, "position", created_at, id);
alter table baseline enable row level security, force row level security;
create policy everything on baseline as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on baseline as permissive for all to wardroom_system
  using (true);
create policy owner on baseline as permissive for all to owner
  using (true);
create policy tenant on baseline as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (works_for(provider_id) AND (EXISTS ( SELECT
   FROM (baseline_client_group b
     JOIN client_group_member m ON ((m.client_group_id = b.client_group_id)))
  WHERE ((b.baseline_id = baseline.id) AND (m.client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))))))
  with check ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
create policy tenant_deletes on baseline as restrictive for delete to wardroom_app
  using ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on baseline to wardroom_app;
grant select on baseline to wardroom_system;

create table baseline_client_group (
  provider_id uuid not null,
  baseline_id uuid not null,
  client_group_id uuid not null,
  constraint baseline_client_group_pkey PRIMARY KEY (baseline_id, client_group_id),
  constraint baseline_client_group_provider_id_baseline_id_fkey FOREIGN KEY (provider_id, baseline_id) REFERENCES baseline(provider_id, id) ON DELETE CASCADE,
  constraint baseline_client_group_provider_id_client_group_id_fkey FOREIGN KEY (provider_id, client_group_id) REFERENCES client_group(provider_id, id) ON DELETE CASCADE
);
CREATE INDEX baseline_client_group_provider_id_baseline_id_idx ON public.baseline_client_group USING btree (provider_id, baseline_id);
CREATE INDEX baseline_client_group_provider_id_client_group_id_idx ON public.baseline_client_group USING btree (provider_id, client_group_id);
alter table baseline_client_group enable row level security, force row level security;
create policy everything on baseline_client_group as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on baseline_client_group as permissive for all to wardroom_system
  using (true);
create policy owner on baseline_client_group as permissive for all to owner
  using (true);
create policy tenant on baseline_client_group as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (works_for(provider_id) AND (EXISTS ( SELECT
   FROM client_group_member m
  WHERE ((m.client_group_id = baseline_client_group.client_group_id) AND (m.client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))))))
  with check ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
create policy tenant_deletes on baseline_client_group as restrictive for delete to wardroom_app
  using ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on baseline_client_group to wardroom_app;
grant select on baseline_client_group to wardroom_system;

create table bulk_job (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null,
  action text not null,
  made_by_id uuid not null,
  made_by text not null,
  session_id uuid,
  tool_id uuid,
  proofs text[] not null,
  device_type integer not null,
  ip text,
  retry_of uuid,
  total integer not null,
  done integer not null default 0,
  refused integer not null default 0,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  cancelled boolean not null default false,
  running boolean not null generated always as (finished_at IS NULL) stored,
  constraint bulk_job_action_check CHECK ((action = ANY (ARRAY['INVITE'::text, 'RESEND'::text, 'CHANGE_ROLE'::text, 'REVOKE'::text, 'RESTORE'::text, 'REMOVE'::text, 'SIGN_OUT'::text, 'CHANGE_GROUPS'::text, 'DIRECTORY'::text]))),
  constraint bulk_job_check CHECK (((session_id IS NULL) <> (tool_id IS NULL))),
  constraint bulk_job_check1 CHECK (((done >= 0) AND (refused >= 0) AND ((done + refused) <= total))),
  constraint bulk_job_id_key UNIQUE (id),
  constraint bulk_job_pkey PRIMARY KEY (client_id, id),
  constraint bulk_job_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint bulk_job_total_check CHECK (((total >= 1) AND (total <= 10000)))
);
CREATE INDEX bulk_job_client_id_created_at_id_idx ON public.bulk_job USING btree (client_id, created_at, id);
CREATE INDEX bulk_job_client_id_running_created_at_id_idx ON public.bulk_job USING btree (client_id, running, created_at, id);
CREATE INDEX bulk_job_created_at_idx ON public.bulk_job USING btree (created_at) WHERE (finished_at IS NULL);
CREATE INDEX bulk_job_finished_at_idx ON public.bulk_job USING btree (finished_at);
CREATE INDEX bulk_job_provider_id_created_at_id_idx ON public.bulk_job USING btree (provider_id, created_at, id);
CREATE INDEX bulk_job_provider_id_running_created_at_id_idx ON public.bulk_job USING btree (provider_id, running, created_at, id);
alter table bulk_job enable row level security, force row level security;
create policy everything on bulk_job as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on bulk_job as permissive for all to wardroom_system
  using (true);
create policy owner on bulk_job as permissive for all to owner
  using (true);
create policy tenant on bulk_job as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on bulk_job to wardroom_app;
grant select on bulk_job to wardroom_system;

create table bulk_job_row (
  provider_id uuid not null,
  client_id uuid not null,
  job_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number integer not null,
  verb text not null,
  parameters jsonb not null,
  person_id uuid,
  email text,
  external_id text,
  outcome text not null default 'WAITING'::text,
  code text,
  message text,
  constraint bulk_job_row_client_id_job_id_fkey FOREIGN KEY (client_id, job_id) REFERENCES bulk_job(client_id, id) ON DELETE CASCADE,
  constraint bulk_job_row_id_key UNIQUE (id),
  constraint bulk_job_row_outcome_check CHECK ((outcome = ANY (ARRAY['WAITING'::text, 'DONE'::text, 'REFUSED'::text, 'CANCELLED'::text]))),
  constraint bulk_job_row_pkey PRIMARY KEY (client_id, job_id, number),
  constraint bulk_job_row_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX bulk_job_row_client_id_job_id_number_idx ON public.bulk_job_row USING btree (client_id, job_id, number) WHERE (outcome = 'WAITING'::text);
CREATE INDEX bulk_job_row_job_id_number_id_idx ON public.bulk_job_row USING btree (job_id, number, id);
CREATE INDEX bulk_job_row_job_id_outcome_number_id_idx ON public.bulk_job_row USING btree (job_id, outcome, number, id);
CREATE INDEX bulk_job_row_provider_id_idx ON public.bulk_job_row USING btree (provider_id);
alter table bulk_job_row enable row level security, force row level security;
create policy everything on bulk_job_row as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on bulk_job_row as permissive for all to wardroom_system
  using (true);
create policy owner on bulk_job_row as permissive for all to owner
  using (true);
create policy tenant on bulk_job_row as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on bulk_job_row to wardroom_app;
grant select on bulk_job_row to wardroom_system;

create table client (
  provider_id uuid not null,
  id uuid not null,
  name text not null,
  plan text not null,
  seats integer not null,
  auto_grow_ceiling integer,
  public_key text not null,
  wrapped_private_key text not null,
  provider_key text,
  created_at timestamp with time zone not null,
  name_key text not null generated always as lower(name) stored,
  occupied_seats integer not null default 0,
  free_seats integer not null generated always as (seats - occupied_seats) stored,
  key_binding text,
  tags text[] not null default '{}'::text[],
  limit_collection_creation boolean not null default false,
  limit_collection_deletion boolean not null default false,
  limit_item_deletion boolean not null default false,
  allow_admin_access boolean not null default false,
  suspended boolean not null default false,
  suspended_at timestamp with time zone,
  suspended_by text,
  suspension_reason text,
  provider_item_access text not null default 'FULL'::text,
  constraint client_check CHECK ((auto_grow_ceiling >= seats)),
  constraint client_check1 CHECK ((suspended = ((suspended_at IS NOT NULL) AND (suspended_by IS NOT NULL) AND (suspension_reason IS NOT NULL)))),
  constraint client_id_key UNIQUE (id),
  constraint client_occupied_seats_check CHECK ((occupied_seats >= 0)),
  constraint client_pkey PRIMARY KEY (provider_id, id),
  constraint client_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id),
  constraint client_provider_item_access_check CHECK ((provider_item_access = ANY (ARRAY['FULL'::text, 'IMPORT_ONLY'::text]))),
  constraint client_seats_check CHECK ((seats >= 1)),
  constraint client_suspension_reason_check CHECK (((char_length(suspension_reason) >= 1) AND (char_length(suspension_reason) <= 500))),
  constraint client_tags_check CHECK ((cardinality(tags) <= 20))
);
CREATE INDEX client_provider_id_created_at_id_idx ON public.client USING btree (provider_id, created_at, id);
CREATE INDEX client_provider_id_free_seats_id_idx ON public.client USING btree (provider_id, free_seats, id);
CREATE INDEX client_provider_id_id_idx ON public.client USING btree (provider_id, id) WHERE suspended;
CREATE INDEX client_provider_id_id_idx1 ON public.client USING btree (provider_id, id) WHERE (provider_item_access <> 'FULL'::text);
CREATE INDEX client_provider_id_name_key_id_idx ON public.client USING btree (provider_id, name_key, id);
CREATE INDEX client_provider_id_occupied_seats_id_idx ON public.client USING btree (provider_id, occupied_seats, id);
CREATE INDEX client_provider_id_plan_id_idx ON public.client USING btree (provider_id, plan, id);
CREATE INDEX client_provider_id_seats_id_idx ON public.client USING btree (provider_id, seats, id);
alter table client enable row level security, force row level security;
create policy everything on client as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on client as permissive for all to wardroom_system
  using (true);
create policy owner on client as permissive for all to owner
  using (true);
create policy tenant on client as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(id)))));
grant delete, insert, select, update on client to wardroom_app;
grant select on client to wardroom_system;
CREATE TRIGGER begins_tail AFTER INSERT OR UPDATE OF provider_id ON public.client FOR EACH ROW EXECUTE FUNCTION begin_client_tail();
CREATE TRIGGER has_own_id AFTER INSERT ON public.client FOR EACH ROW EXECUTE FUNCTION refuse_id_of_provider();
CREATE TRIGGER leaves_groups BEFORE UPDATE OF provider_id ON public.client FOR EACH ROW WHEN ((old.provider_id <> new.provider_id)) EXECUTE FUNCTION leave_groups();

create table client_group (
  provider_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text not null generated always as lower(name) stored,
  rule jsonb,
  created_at timestamp with time zone not null,
  revised_at timestamp with time zone not null,
  constraint client_group_id_key UNIQUE (id),
  constraint client_group_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint client_group_pkey PRIMARY KEY (provider_id, id),
  constraint client_group_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id) ON DELETE CASCADE,
  constraint client_group_rule_check CHECK ((jsonb_typeof(rule) = 'object'::text))
);
CREATE INDEX client_group_provider_id_created_at_id_idx ON public.client_group USING btree (provider_id, created_at, id);
CREATE INDEX client_group_provider_id_name_key_id_idx ON public.client_group USING btree (provider_id, name_key, id);
alter table client_group enable row level security, force row level security;
create policy everything on client_group as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on client_group as permissive for all to wardroom_system
  using (true);
create policy owner on client_group as permissive for all to owner
  using (true);
create policy tenant on client_group as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (works_for(provider_id) AND (EXISTS ( SELECT
   FROM client_group_member m
  WHERE ((m.client_group_id = client_group.id) AND (m.client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))))))
  with check ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
create policy tenant_deletes on client_group as restrictive for delete to wardroom_app
  using ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on client_group to wardroom_app;
grant select on client_group to wardroom_system;

create table client_group_member (
  provider_id uuid not null,
  client_group_id uuid not null,
  client_id uuid not null,
  constraint client_group_member_pkey PRIMARY KEY (client_group_id, client_id),
  constraint client_group_member_provider_id_client_group_id_fkey FOREIGN KEY (provider_id, client_group_id) REFERENCES client_group(provider_id, id) ON DELETE CASCADE,
  constraint client_group_member_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON DELETE CASCADE
);
CREATE INDEX client_group_member_client_id_idx ON public.client_group_member USING btree (client_id);
CREATE INDEX client_group_member_provider_id_client_group_id_idx ON public.client_group_member USING btree (provider_id, client_group_id);
alter table client_group_member enable row level security, force row level security;
create policy everything on client_group_member as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on client_group_member as permissive for all to wardroom_system
  using (true);
create policy owner on client_group_member as permissive for all to owner
  using (true);
create policy tenant on client_group_member as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
create policy tenant_deletes on client_group_member as restrictive for delete to wardroom_app
  using ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on client_group_member to wardroom_app;
grant select on client_group_member to wardroom_system;

create table client_tail (
  provider_id uuid not null,
  client_id uuid not null,
  last_seq bigint not null,
  last_at timestamp with time zone not null,
  constraint client_tail_pkey PRIMARY KEY (provider_id, client_id),
  constraint client_tail_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES event_head(provider_id)
);
CREATE INDEX client_tail_provider_id_last_at_client_id_idx ON public.client_tail USING btree (provider_id, last_at, client_id);
alter table client_tail enable row level security, force row level security;
create policy everything on client_tail as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on client_tail as permissive for all to wardroom_system
  using (true);
create policy owner on client_tail as permissive for all to owner
  using (true);
create policy tenant on client_tail as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant select on client_tail to wardroom_app;
grant select on client_tail to wardroom_system;

create table client_user (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null,
  account_id uuid,
  email text not null,
  name text,
  public_key text,
  role text not null,
  permissions text[] not null,
  status text not null,
  status_before_revoked text,
  revocation_reason text,
  key text,
  external_id text,
  invitation_hash bytea,
  invitation_expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  revised_at timestamp with time zone not null,
  name_key text not null generated always as lower(COALESCE(name, ''::text)) stored,
  two_step_since timestamp with time zone,
  two_step boolean not null default false,
  recovery_key text,
  recovery_binding text,
  recovery_enrolled_at timestamp with time zone,
  recovery_enrolled boolean not null default false,
  two_step_class text,
  last_sign_in_at timestamp with time zone,
  sign_in_key timestamp with time zone not null default '-infinity'::timestamp with time zone,
  constraint client_user_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint client_user_check CHECK ((((recovery_key IS NOT NULL) = recovery_enrolled) AND ((recovery_binding IS NOT NULL) = recovery_enrolled) AND ((recovery_enrolled_at IS NOT NULL) = recovery_enrolled))),
  constraint client_user_client_id_email_key UNIQUE (client_id, email),
  constraint client_user_email_check CHECK ((email = lower(email))),
  constraint client_user_id_key UNIQUE (id),
  constraint client_user_invitation_hash_key UNIQUE (invitation_hash),
  constraint client_user_pkey PRIMARY KEY (client_id, id),
  constraint client_user_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint client_user_revocation_reason_check CHECK ((revocation_reason = ANY (ARRAY['Manual'::text, 'TwoStepLogin'::text, 'SingleOrganization'::text]))),
  constraint client_user_two_step_class_check CHECK ((two_step_class = ANY (ARRAY['PHISHING_RESISTANT'::text, 'ONE_TIME_CODE'::text, 'MAILBOX'::text])))
);
CREATE INDEX client_user_account_id_idx ON public.client_user USING btree (account_id);
CREATE INDEX client_user_client_id_created_at_id_idx ON public.client_user USING btree (client_id, created_at, id);
CREATE INDEX client_user_client_id_id_idx ON public.client_user USING btree (client_id, id) WHERE ((status = 'CONFIRMED'::text) AND (NOT two_step) AND (role <> ALL (ARRAY['OWNER'::text, 'ADMIN'::text])));
CREATE INDEX client_user_client_id_name_key_id_idx ON public.client_user USING btree (client_id, name_key, id);
CREATE INDEX client_user_client_id_recovery_enrolled_id_idx ON public.client_user USING btree (client_id, recovery_enrolled, id);
CREATE INDEX client_user_client_id_role_id_idx ON public.client_user USING btree (client_id, role, id);
CREATE INDEX client_user_client_id_sign_in_key_id_idx ON public.client_user USING btree (client_id, sign_in_key, id);
CREATE INDEX client_user_client_id_status_id_idx ON public.client_user USING btree (client_id, status, id);
CREATE INDEX client_user_client_id_two_step_class_id_idx ON public.client_user USING btree (client_id, two_step_class, id);
CREATE INDEX client_user_client_id_two_step_id_idx ON public.client_user USING btree (client_id, two_step, id);
CREATE INDEX client_user_invited_idx ON public.client_user USING btree (email) WHERE (status = 'INVITED'::text);
CREATE INDEX client_user_provider_id_client_id_status_idx ON public.client_user USING btree (provider_id, client_id, status);
alter table client_user enable row level security, force row level security;
create policy everything on client_user as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on client_user as permissive for all to wardroom_system
  using (true);
create policy owner on client_user as permissive for all to owner
  using (true);
create policy tenant on client_user as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on client_user to wardroom_app;
grant select on client_user to wardroom_system;
CREATE TRIGGER seats_changed AFTER UPDATE ON public.client_user REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_occupied_seats();
CREATE TRIGGER seats_left AFTER DELETE ON public.client_user REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_occupied_seats();
CREATE TRIGGER seats_taken AFTER INSERT ON public.client_user REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_occupied_seats();
CREATE TRIGGER takes_email BEFORE INSERT OR UPDATE OF account_id, email ON public.client_user FOR EACH ROW WHEN ((new.account_id IS NOT NULL)) EXECUTE FUNCTION take_email();
CREATE TRIGGER takes_sign_in BEFORE INSERT OR UPDATE OF account_id, last_sign_in_at ON public.client_user FOR EACH ROW EXECUTE FUNCTION take_sign_in();
CREATE TRIGGER takes_two_step BEFORE INSERT OR UPDATE OF account_id, two_step_since, two_step, two_step_class ON public.client_user FOR EACH ROW EXECUTE FUNCTION take_two_step();

create table collection (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null,
  name text not null,
  binding text not null,
  external_id text,
  created_at timestamp with time zone not null,
  revised_at timestamp with time zone not null,
  constraint collection_binding_check CHECK ((char_length(binding) <= 1000)),
  constraint collection_external_id_check CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 300))),
  constraint collection_id_key UNIQUE (id),
  constraint collection_name_check CHECK ((char_length(name) <= 1000)),
  constraint collection_pkey PRIMARY KEY (client_id, id),
  constraint collection_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX collection_client_id_created_at_id_idx ON public.collection USING btree (client_id, created_at, id);
CREATE INDEX collection_client_id_revised_at_id_idx ON public.collection USING btree (client_id, revised_at, id);
CREATE INDEX collection_provider_id_idx ON public.collection USING btree (provider_id);
alter table collection enable row level security, force row level security;
create policy everything on collection as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on collection as permissive for all to wardroom_system
  using (true);
create policy owner on collection as permissive for all to owner
  using (true);
create policy tenant on collection as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on collection to wardroom_app;
grant select on collection to wardroom_system;

create table collection_group (
  provider_id uuid not null,
  client_id uuid not null,
  collection_id uuid not null,
  group_id uuid not null,
  access collection_access not null,
  constraint collection_group_client_id_collection_id_fkey FOREIGN KEY (client_id, collection_id) REFERENCES collection(client_id, id) ON DELETE CASCADE,
  constraint collection_group_client_id_group_id_fkey FOREIGN KEY (client_id, group_id) REFERENCES user_group(client_id, id) ON DELETE CASCADE,
  constraint collection_group_pkey PRIMARY KEY (client_id, collection_id, group_id),
  constraint collection_group_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX collection_group_client_id_group_id_idx ON public.collection_group USING btree (client_id, group_id);
CREATE INDEX collection_group_collection_id_idx ON public.collection_group USING btree (collection_id);
CREATE INDEX collection_group_group_id_idx ON public.collection_group USING btree (group_id);
CREATE INDEX collection_group_provider_id_idx ON public.collection_group USING btree (provider_id);
alter table collection_group enable row level security, force row level security;
create policy everything on collection_group as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on collection_group as permissive for all to wardroom_system
  using (true);
create policy owner on collection_group as permissive for all to owner
  using (true);
create policy tenant on collection_group as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on collection_group to wardroom_app;
grant select on collection_group to wardroom_system;

create view collection_reach (
  client_id uuid,
  collection_id uuid,
  user_id uuid,
  access smallint,
  direct boolean
);
 SELECT collection_user.client_id,
    collection_user.collection_id,
    collection_user.user_id,
    (collection_user.access)::smallint AS access,
    true AS direct
   FROM collection_user
UNION ALL
 SELECT g.client_id,
    g.collection_id,
    m.user_id,
    bit_or((g.access)::smallint) AS access,
    false AS direct
   FROM (collection_group g
     JOIN group_member m ON (((m.client_id = g.client_id) AND (m.group_id = g.group_id))))
  WHERE (NOT (EXISTS ( SELECT
           FROM collection_user d
          WHERE ((d.client_id = g.client_id) AND (d.collection_id = g.collection_id) AND (d.user_id = m.user_id)))))
  GROUP BY g.client_id, g.collection_id, m.user_id;
grant select on collection_reach to wardroom_app;

create table collection_user (
  provider_id uuid not null,
  client_id uuid not null,
  collection_id uuid not null,
  user_id uuid not null,
  access collection_access not null,
  constraint collection_user_client_id_collection_id_fkey FOREIGN KEY (client_id, collection_id) REFERENCES collection(client_id, id) ON DELETE CASCADE,
  constraint collection_user_client_id_user_id_fkey FOREIGN KEY (client_id, user_id) REFERENCES client_user(client_id, id) ON DELETE CASCADE,
  constraint collection_user_pkey PRIMARY KEY (client_id, collection_id, user_id),
  constraint collection_user_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX collection_user_client_id_user_id_idx ON public.collection_user USING btree (client_id, user_id);
CREATE INDEX collection_user_collection_id_idx ON public.collection_user USING btree (collection_id);
CREATE INDEX collection_user_provider_id_idx ON public.collection_user USING btree (provider_id);
CREATE INDEX collection_user_user_id_idx ON public.collection_user USING btree (user_id);
alter table collection_user enable row level security, force row level security;
create policy everything on collection_user as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on collection_user as permissive for all to wardroom_system
  using (true);
create policy owner on collection_user as permissive for all to owner
  using (true);
create policy tenant on collection_user as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on collection_user to wardroom_app;
grant select on collection_user to wardroom_system;

create table email_change (
  account_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  security_stamp uuid not null,
  email text not null,
  present_code_hash bytea not null,
  new_code_hash bytea not null,
  tries_left integer not null,
  expires_at timestamp with time zone not null,
  constraint email_change_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint email_change_email_check CHECK ((email = lower(email))),
  constraint email_change_id_key UNIQUE (id),
  constraint email_change_pkey PRIMARY KEY (account_id),
  constraint email_change_tries_left_check CHECK ((tries_left >= 0))
);
grant delete, insert, select, update on email_change to wardroom_system;

create table email_code (
  purpose text not null,
  place text not null,
  account_id uuid not null,
  security_stamp uuid not null,
  code_hash bytea not null,
  tries_left integer not null,
  expires_at timestamp with time zone not null,
  constraint email_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint email_code_pkey PRIMARY KEY (purpose, place),
  constraint email_code_purpose_check CHECK ((purpose = ANY (ARRAY['ADD'::text, 'SIGN_IN'::text, 'PROVE'::text]))),
  constraint email_code_tries_left_check CHECK ((tries_left >= 0))
);
CREATE INDEX email_code_account_id_idx ON public.email_code USING btree (account_id);
grant delete, insert, select, update on email_code to wardroom_system;

create table event (
  provider_id uuid not null,
  seq bigint not null,
  code integer not null,
  at timestamp with time zone not null,
  client_id uuid,
  client_name text,
  actor_kind text not null,
  actor_id uuid,
  actor_name text,
  subject_kind text,
  subject_id uuid,
  subject_name text,
  details jsonb not null,
  device_type integer,
  ip text,
  hash bytea not null,
  constraint event_pkey PRIMARY KEY (provider_id, seq),
  constraint event_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES event_head(provider_id)
);
CREATE INDEX event_client_id_seq_idx ON public.event USING btree (client_id, seq);
CREATE INDEX event_provider_id_actor_id_seq_idx ON public.event USING btree (provider_id, actor_id, seq);
CREATE INDEX event_provider_id_at_idx ON public.event USING btree (provider_id, at);
CREATE INDEX event_provider_id_code_seq_idx ON public.event USING btree (provider_id, code, seq);
CREATE INDEX event_provider_id_subject_id_seq_idx ON public.event USING btree (provider_id, subject_id, seq);
alter table event enable row level security, force row level security;
create policy everything on event as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on event as permissive for all to wardroom_system
  using (true);
create policy owner on event as permissive for all to owner
  using (true);
create policy tenant on event as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant select on event to wardroom_app;
grant select on event to wardroom_system;
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table event_head (
  provider_id uuid not null,
  seq bigint not null default 0,
  hash bytea not null default decode(repeat('00'::text, 32), 'hex'::text),
  first_seq bigint not null default 1,
  base_hash bytea not null default decode(repeat('00'::text, 32), 'hex'::text),
  latest_at timestamp with time zone,
  disorder interval not null default '00:00:00'::interval,
  constraint event_head_pkey PRIMARY KEY (provider_id),
  constraint event_head_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id)
);
alter table event_head enable row level security, force row level security;
create policy everything on event_head as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on event_head as permissive for all to wardroom_system
  using (true);
create policy owner on event_head as permissive for all to owner
  using (true);
create policy tenant on event_head as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (provider_id IN ( SELECT c.provider_id
   FROM client c
  WHERE (c.id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])))) OR works_for(provider_id)))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (provider_id IN ( SELECT c.provider_id
   FROM client c
  WHERE (c.id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))));
create policy tenant_deletes on event_head as restrictive for delete to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (provider_id IN ( SELECT c.provider_id
   FROM client c
  WHERE (c.id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))));
grant insert, select on event_head to wardroom_app;
grant select on event_head to wardroom_system;

create table event_retention (
  single boolean not null default true,
  days integer,
  constraint event_retention_days_check CHECK ((days >= 0)),
  constraint event_retention_pkey PRIMARY KEY (single),
  constraint event_retention_single_check CHECK (single)
);

create table group_member (
  provider_id uuid not null,
  client_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  constraint group_member_client_id_group_id_fkey FOREIGN KEY (client_id, group_id) REFERENCES user_group(client_id, id) ON DELETE CASCADE,
  constraint group_member_client_id_user_id_fkey FOREIGN KEY (client_id, user_id) REFERENCES client_user(client_id, id) ON DELETE CASCADE,
  constraint group_member_pkey PRIMARY KEY (client_id, group_id, user_id),
  constraint group_member_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX group_member_client_id_user_id_idx ON public.group_member USING btree (client_id, user_id);
CREATE INDEX group_member_group_id_idx ON public.group_member USING btree (group_id);
CREATE INDEX group_member_provider_id_idx ON public.group_member USING btree (provider_id);
CREATE INDEX group_member_user_id_idx ON public.group_member USING btree (user_id);
alter table group_member enable row level security, force row level security;
create policy everything on group_member as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on group_member as permissive for all to wardroom_system
  using (true);
create policy owner on group_member as permissive for all to owner
  using (true);
create policy tenant on group_member as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on group_member to wardroom_app;
grant select on group_member to wardroom_system;

create table help_request (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  state text not null,
  asked_at timestamp with time zone not null,
  ip text,
  device_name text,
  decided_at timestamp with time zone,
  decided_by text,
  reason text,
  constraint help_request_client_id_user_id_fkey FOREIGN KEY (client_id, user_id) REFERENCES client_user(client_id, id) ON DELETE CASCADE,
  constraint help_request_id_key UNIQUE (id),
  constraint help_request_pkey PRIMARY KEY (client_id, id),
  constraint help_request_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint help_request_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'RESET'::text, 'DECLINED'::text])))
);
CREATE INDEX help_request_client_id_asked_at_id_idx ON public.help_request USING btree (client_id, asked_at, id);
CREATE INDEX help_request_client_id_state_asked_at_id_idx ON public.help_request USING btree (client_id, state, asked_at, id);
CREATE INDEX help_request_decided_at_idx ON public.help_request USING btree (decided_at) WHERE (decided_at IS NOT NULL);
CREATE INDEX help_request_provider_id_asked_at_id_idx ON public.help_request USING btree (provider_id, asked_at, id);
CREATE INDEX help_request_provider_id_state_asked_at_id_idx ON public.help_request USING btree (provider_id, state, asked_at, id);
CREATE UNIQUE INDEX help_request_client_id_user_id_idx ON public.help_request USING btree (client_id, user_id) WHERE (state = 'OPEN'::text);
alter table help_request enable row level security, force row level security;
create policy everything on help_request as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on help_request as permissive for all to wardroom_system
  using (true);
create policy owner on help_request as permissive for all to owner
  using (true);
create policy tenant on help_request as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on help_request to wardroom_app;
grant select on help_request to wardroom_system;

create table idempotency (
  actor_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  result jsonb not null,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_created_at_idx ON public.idempotency USING btree (created_at);
alter table idempotency enable row level security, force row level security;
create policy everything on idempotency as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on idempotency as permissive for all to wardroom_system
  using (true);
create policy owner on idempotency as permissive for all to owner
  using (true);
create policy tenant on idempotency as restrictive for all to wardroom_app
  using ((actor_id = ( SELECT (current_setting('app.actor'::text))::uuid AS current_setting)))
  with check ((actor_id = ( SELECT (current_setting('app.actor'::text))::uuid AS current_setting)));
grant delete, select on idempotency to wardroom_system;
grant insert, select on idempotency to wardroom_app;

create table known_device (
  account_id uuid not null,
  token_hash bytea not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  told_at timestamp with time zone,
  constraint known_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint known_device_pkey PRIMARY KEY (account_id, token_hash)
);
CREATE INDEX known_device_last_seen_at_idx ON public.known_device USING btree (last_seen_at);
grant delete, insert, select, update on known_device to wardroom_system;

create table mail (
  provider_id uuid,
  client_id uuid,
  id uuid not null,
  recipient text not null,
  subject text not null,
  body text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  failure text,
  failed_at timestamp with time zone,
  invitation boolean not null default false,
  account_id uuid,
  constraint mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint mail_check CHECK ((num_nonnulls(provider_id, account_id) <= 1)),
  constraint mail_pkey PRIMARY KEY (id),
  constraint mail_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
  constraint mail_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id) ON DELETE CASCADE
);
CREATE INDEX mail_account_id_idx ON public.mail USING btree (account_id) WHERE (account_id IS NOT NULL);
CREATE INDEX mail_created_at_idx ON public.mail USING btree (created_at);
CREATE INDEX mail_invitation_idx ON public.mail USING btree (recipient, created_at) WHERE invitation;
CREATE INDEX mail_provider_id_created_at_idx ON public.mail USING btree (provider_id, created_at);
alter table mail enable row level security, force row level security;
create policy everything on mail as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on mail as permissive for all to wardroom_system
  using (true);
create policy own_account on mail as restrictive for insert to wardroom_system
  with check (((provider_id IS NULL) AND (client_id IS NULL)));
create policy owner on mail as permissive for all to owner
  using (true);
create policy tenant on mail as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on mail to wardroom_system;
grant insert on mail to wardroom_app;

create table mikro_orm_migrations (
  id integer not null default nextval('mikro_orm_migrations_id_seq'::regclass),
  name character varying(255) not null,
  executed_at timestamp(6) with time zone not null default CURRENT_TIMESTAMP(6),
  constraint mikro_orm_migrations_pkey PRIMARY KEY (id)
);
grant select on mikro_orm_migrations to wardroom_system;

create sequence mikro_orm_migrations_id_seq;

create table personal_api_key (
  account_id uuid not null,
  secret_hash bytea not null,
  security_stamp uuid not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  session_id uuid,
  constraint personal_api_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint personal_api_key_pkey PRIMARY KEY (account_id),
  constraint personal_api_key_session_id_fkey FOREIGN KEY (session_id) REFERENCES session(id) ON DELETE SET NULL
);
CREATE INDEX personal_api_key_session_id_idx ON public.personal_api_key USING btree (session_id);
grant delete, insert, select, update on personal_api_key to wardroom_system;

create table pinned_key (
  account_id uuid not null,
  tenant_id uuid not null,
  pin text not null,
  pinned_at timestamp with time zone not null,
  constraint pinned_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint pinned_key_pkey PRIMARY KEY (account_id, tenant_id)
);
alter table pinned_key enable row level security, force row level security;
create policy everything on pinned_key as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on pinned_key as permissive for all to wardroom_system
  using (true);
create policy owner on pinned_key as permissive for all to owner
  using (true);
create policy tenant on pinned_key as restrictive for all to wardroom_app
  using ((account_id = ( SELECT (current_setting('app.actor'::text))::uuid AS current_setting)))
  with check ((account_id = ( SELECT (current_setting('app.actor'::text))::uuid AS current_setting)));
grant insert, select on pinned_key to wardroom_app;
grant select on pinned_key to wardroom_system;

create table policy (
  provider_id uuid not null,
  client_id uuid not null,
  kind text not null,
  enabled boolean not null,
  auto_enrol boolean not null default false,
  changed_at timestamp with time zone not null,
  holds_from timestamp with time zone,
  rules jsonb,
  reminded_at timestamp with time zone,
  reminded_to uuid,
  enforcement_begun_at timestamp with time zone,
  enforcement_people integer,
  enforcement_revoked integer,
  enforcement_finished_at timestamp with time zone,
  constraint policy_kind_check CHECK ((kind = ANY (ARRAY['TWO_STEP_LOGIN'::text, 'MASTER_PASSWORD'::text, 'SINGLE_ORGANIZATION'::text, 'ACCOUNT_RECOVERY'::text]))),
  constraint policy_pkey PRIMARY KEY (client_id, kind),
  constraint policy_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE
);
alter table policy enable row level security, force row level security;
create policy everything on policy as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on policy as permissive for all to wardroom_system
  using (true);
create policy owner on policy as permissive for all to owner
  using (true);
create policy tenant on policy as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on policy to wardroom_app;
grant select on policy to wardroom_system;

create table provider (
  id uuid not null,
  name text not null,
  kind text not null,
  demo boolean not null default false,
  created_at timestamp with time zone not null,
  two_step_required_from timestamp with time zone,
  constraint provider_kind_check CHECK ((kind = ANY (ARRAY['MSP'::text, 'INDEPENDENT'::text]))),
  constraint provider_pkey PRIMARY KEY (id)
);
alter table provider enable row level security, force row level security;
create policy everything on provider as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on provider as permissive for all to wardroom_system
  using (true);
create policy owner on provider as permissive for all to owner
  using (true);
create policy tenant on provider as restrictive for all to wardroom_app
  using (((id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR works_for(id)))
  with check ((id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
create policy tenant_deletes on provider as restrictive for delete to wardroom_app
  using ((id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on provider to wardroom_app;
grant select on provider to wardroom_system;

create table provider_user (
  provider_id uuid not null,
  id uuid not null,
  account_id uuid,
  email text not null,
  name text,
  public_key text,
  type text not null,
  status text not null,
  key text,
  invitation_hash bytea,
  invitation_expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  two_step_since timestamp with time zone,
  two_step boolean not null default false,
  two_step_class text,
  last_sign_in_at timestamp with time zone,
  sign_in_key timestamp with time zone not null default '-infinity'::timestamp with time zone,
  asked_for_help_at timestamp with time zone,
  scope text not null default 'ALL'::text,
  work_hours jsonb,
  constraint provider_user_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint provider_user_email_check CHECK ((email = lower(email))),
  constraint provider_user_id_key UNIQUE (id),
  constraint provider_user_invitation_hash_key UNIQUE (invitation_hash),
  constraint provider_user_key_check CHECK ((((status = 'CONFIRMED'::text) AND (type <> 'OUTSIDE_TECHNICIAN'::text)) = (key IS NOT NULL))),
  constraint provider_user_pkey PRIMARY KEY (provider_id, id),
  constraint provider_user_provider_id_email_key UNIQUE (provider_id, email),
  constraint provider_user_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id) ON DELETE CASCADE,
  constraint provider_user_scope_check CHECK ((scope = ANY (ARRAY['ALL'::text, 'ONLY'::text, 'EXCEPT'::text]))),
  constraint provider_user_two_step_class_check CHECK ((two_step_class = ANY (ARRAY['PHISHING_RESISTANT'::text, 'ONE_TIME_CODE'::text, 'MAILBOX'::text]))),
  constraint provider_user_work_hours_check CHECK (((jsonb_typeof(work_hours) = 'object'::text) AND ((jsonb_array_length((work_hours -> 'windows'::text)) >= 1) AND (jsonb_array_length((work_hours -> 'windows'::text)) <= 14))))
);
CREATE INDEX provider_user_account_id_idx ON public.provider_user USING btree (account_id);
CREATE INDEX provider_user_invited_idx ON public.provider_user USING btree (email) WHERE (status = 'INVITED'::text);
CREATE INDEX provider_user_provider_id_sign_in_key_id_idx ON public.provider_user USING btree (provider_id, sign_in_key, id);
CREATE INDEX provider_user_provider_id_two_step_class_id_idx ON public.provider_user USING btree (provider_id, two_step_class, id);
CREATE INDEX provider_user_provider_id_two_step_id_idx ON public.provider_user USING btree (provider_id, two_step, id);
alter table provider_user enable row level security, force row level security;
create policy everything on provider_user as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on provider_user as permissive for all to wardroom_system
  using (true);
create policy owner on provider_user as permissive for all to owner
  using (true);
create policy tenant on provider_user as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((account_id = ( SELECT (current_setting('app.actor'::text))::uuid AS current_setting)) AND (status = 'CONFIRMED'::text))))
  with check ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
create policy tenant_deletes on provider_user as restrictive for delete to wardroom_app
  using ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on provider_user to wardroom_app;
grant select on provider_user to wardroom_system;
CREATE TRIGGER takes_email BEFORE INSERT OR UPDATE OF account_id, email ON public.provider_user FOR EACH ROW WHEN ((new.account_id IS NOT NULL)) EXECUTE FUNCTION take_email();
CREATE TRIGGER takes_sign_in BEFORE INSERT OR UPDATE OF account_id, last_sign_in_at ON public.provider_user FOR EACH ROW EXECUTE FUNCTION take_sign_in();
CREATE TRIGGER takes_two_step BEFORE INSERT OR UPDATE OF account_id, two_step_since, two_step, two_step_class ON public.provider_user FOR EACH ROW EXECUTE FUNCTION take_two_step();

create unlogged table rate_limit (
  key text not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limit_pkey PRIMARY KEY (key)
);
grant delete, insert, select, update on rate_limit to wardroom_system;

create table remembered_device (
  id uuid not null,
  account_id uuid not null,
  token_hash bytea not null,
  security_stamp uuid not null,
  device_type integer not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint remembered_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint remembered_device_pkey PRIMARY KEY (id),
  constraint remembered_device_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX remembered_device_account_id_idx ON public.remembered_device USING btree (account_id);
grant delete, insert, select, update on remembered_device to wardroom_system;

create table root_secret (
  single boolean not null default true,
  fingerprint bytea not null,
  constraint root_secret_pkey PRIMARY KEY (single),
  constraint root_secret_single_check CHECK (single)
);

create table scope_client (
  provider_id uuid not null,
  provider_user_id uuid not null,
  client_id uuid not null,
  constraint scope_client_pkey PRIMARY KEY (provider_user_id, client_id),
  constraint scope_client_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON DELETE CASCADE,
  constraint scope_client_provider_id_provider_user_id_fkey FOREIGN KEY (provider_id, provider_user_id) REFERENCES provider_user(provider_id, id) ON DELETE CASCADE
);
CREATE INDEX scope_client_client_id_idx ON public.scope_client USING btree (client_id);
CREATE INDEX scope_client_provider_id_idx ON public.scope_client USING btree (provider_id);
alter table scope_client enable row level security, force row level security;
create policy everything on scope_client as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on scope_client as permissive for all to wardroom_system
  using (true);
create policy owner on scope_client as permissive for all to owner
  using (true);
create policy tenant on scope_client as restrictive for all to wardroom_app
  using ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])))
  with check ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on scope_client to wardroom_app;
grant select on scope_client to wardroom_system;

create table scope_client_group (
  provider_id uuid not null,
  provider_user_id uuid not null,
  client_group_id uuid not null,
  constraint scope_client_group_pkey PRIMARY KEY (provider_user_id, client_group_id),
  constraint scope_client_group_provider_id_client_group_id_fkey FOREIGN KEY (provider_id, client_group_id) REFERENCES client_group(provider_id, id),
  constraint scope_client_group_provider_id_provider_user_id_fkey FOREIGN KEY (provider_id, provider_user_id) REFERENCES provider_user(provider_id, id) ON DELETE CASCADE
);
CREATE INDEX scope_client_group_client_group_id_idx ON public.scope_client_group USING btree (client_group_id);
CREATE INDEX scope_client_group_provider_id_idx ON public.scope_client_group USING btree (provider_id);
alter table scope_client_group enable row level security, force row level security;
create policy everything on scope_client_group as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on scope_client_group as permissive for all to wardroom_system
  using (true);
create policy owner on scope_client_group as permissive for all to owner
  using (true);
create policy tenant on scope_client_group as restrictive for all to wardroom_app
  using ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])))
  with check ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on scope_client_group to wardroom_app;
grant select on scope_client_group to wardroom_system;

create table seat_pool (
  provider_id uuid not null,
  plan text not null,
  minimum integer not null,
  constraint seat_pool_minimum_check CHECK ((minimum >= 0)),
  constraint seat_pool_pkey PRIMARY KEY (provider_id, plan),
  constraint seat_pool_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider(id) ON DELETE CASCADE
);
alter table seat_pool enable row level security, force row level security;
create policy everything on seat_pool as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on seat_pool as permissive for all to wardroom_system
  using (true);
create policy owner on seat_pool as permissive for all to owner
  using (true);
create policy tenant on seat_pool as restrictive for all to wardroom_app
  using ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])))
  with check ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
grant delete, insert, select, update on seat_pool to wardroom_app;
grant select on seat_pool to wardroom_system;

create table second_step (
  token_hash bytea not null,
  account_id uuid not null,
  security_stamp uuid not null,
  device_name text not null,
  ip text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  told_at timestamp with time zone,
  challenge text,
  constraint second_step_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint second_step_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX second_step_account_id_created_at_idx ON public.second_step USING btree (account_id, created_at);
CREATE INDEX second_step_created_at_idx ON public.second_step USING btree (created_at);
grant delete, insert, select, update on second_step to wardroom_system;

create table security_key (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  credential_id bytea not null,
  public_key bytea not null,
  counter bigint not null,
  aaguid uuid not null,
  copy_told_at timestamp with time zone,
  constraint security_key_account_id_id_fkey FOREIGN KEY (account_id, id) REFERENCES two_step_method(account_id, id) ON DELETE CASCADE,
  constraint security_key_credential_id_check CHECK (((octet_length(credential_id) >= 1) AND (octet_length(credential_id) <= 1023))),
  constraint security_key_credential_id_key UNIQUE (credential_id),
  constraint security_key_pkey PRIMARY KEY (account_id, id),
  constraint security_key_public_key_check CHECK ((octet_length(public_key) <= 1024))
);
grant delete, insert, select, update on security_key to wardroom_system;

create table security_key_challenge (
  session_id uuid not null,
  purpose text not null,
  challenge text not null,
  expires_at timestamp with time zone not null,
  constraint security_key_challenge_pkey PRIMARY KEY (session_id, purpose),
  constraint security_key_challenge_purpose_check CHECK ((purpose = ANY (ARRAY['ADD'::text, 'PROVE'::text]))),
  constraint security_key_challenge_session_id_fkey FOREIGN KEY (session_id) REFERENCES session(id) ON DELETE CASCADE
);
grant delete, insert, select, update on security_key_challenge to wardroom_system;

create table session (
  id uuid not null,
  account_id uuid not null,
  family_hash bytea not null,
  refresh_hash bytea not null,
  previous_hash bytea,
  rotated_at timestamp with time zone not null,
  grace_used boolean not null default false,
  device_type integer not null,
  device_name text not null,
  ip text,
  staff boolean not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  proofs jsonb not null default '{}'::jsonb,
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint session_family_hash_key UNIQUE (family_hash),
  constraint session_pkey PRIMARY KEY (id)
);
CREATE INDEX session_account_id_idx ON public.session USING btree (account_id);
CREATE UNIQUE INDEX session_refresh_hash_idx ON public.session USING btree (refresh_hash);
grant delete, insert, select, update on session to wardroom_system;

create table two_step_method (
  account_id uuid not null,
  id uuid not null,
  kind text not null,
  secret bytea,
  last_step bigint,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint two_step_method_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint two_step_method_authenticator_check CHECK (((kind <> 'AUTHENTICATOR'::text) OR ((secret IS NOT NULL) AND (last_step IS NOT NULL)))),
  constraint two_step_method_id_key UNIQUE (id),
  constraint two_step_method_kind_check CHECK ((kind = ANY (ARRAY['AUTHENTICATOR'::text, 'WEBAUTHN'::text, 'EMAIL'::text]))),
  constraint two_step_method_pkey PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX two_step_method_account_id_idx ON public.two_step_method USING btree (account_id) WHERE (kind = 'AUTHENTICATOR'::text);
CREATE UNIQUE INDEX two_step_method_account_id_idx1 ON public.two_step_method USING btree (account_id) WHERE (kind = 'EMAIL'::text);
grant delete, insert, select, update on two_step_method to wardroom_system;
CREATE TRIGGER copied AFTER INSERT OR DELETE OR UPDATE OF created_at ON public.two_step_method FOR EACH ROW EXECUTE FUNCTION copy_two_step();

create table user_group (
  provider_id uuid not null,
  client_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text not null generated always as lower(name) stored,
  external_id text,
  created_at timestamp with time zone not null,
  revised_at timestamp with time zone not null,
  constraint user_group_external_id_check CHECK (((char_length(external_id) >= 1) AND (char_length(external_id) <= 300))),
  constraint user_group_id_key UNIQUE (id),
  constraint user_group_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint user_group_pkey PRIMARY KEY (client_id, id),
  constraint user_group_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX user_group_client_id_created_at_id_idx ON public.user_group USING btree (client_id, created_at, id);
CREATE INDEX user_group_client_id_name_key_id_idx ON public.user_group USING btree (client_id, name_key, id);
CREATE INDEX user_group_provider_id_idx ON public.user_group USING btree (provider_id);
alter table user_group enable row level security, force row level security;
create policy everything on user_group as permissive for all to wardroom_app
  using (true);
create policy everything_for_system on user_group as permissive for all to wardroom_system
  using (true);
create policy owner on user_group as permissive for all to owner
  using (true);
create policy tenant on user_group as restrictive for all to wardroom_app
  using (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))
  with check (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR ((client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[])) AND (provider_id = provider_of(client_id)))));
grant delete, insert, select, update on user_group to wardroom_app;
grant select on user_group to wardroom_system;

CREATE OR REPLACE FUNCTION public.append_events(log uuid, entries jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    providers uuid[];
    clients uuid[];
  begin
    if exists (select from jsonb_array_elements(entries) e where (e->>'code')::int = 9060) then
      raise insufficient_privilege using message = 'that events were deleted, the deletion itself tells';
    end if;
    if session_user = 'wardroom_app' then
      providers := current_setting('app.providers');
      clients := current_setting('app.clients');
      perform from event_head where provider_id = log for update;
      if exists (
        select from (select distinct (e->>'clientId')::uuid id from jsonb_array_elements(entries) e) about left join client c on c.id = about.id
        where case when log = any(providers)
          then c.provider_id <> log and not (c.provider_id = any(providers)
            and exists (select from client_tail t where t.provider_id = log and t.client_id = c.id))
          else (c.provider_id = log and c.id = any(clients)) is not true end
      ) then
        raise insufficient_privilege using message = 'this log, or one of these clients, is not within reach';
      end if;
    end if;
    return chain_events(log, entries);
  end $function$;
grant execute on function append_events(uuid,jsonb) to wardroom_app;
grant execute on function append_events(uuid,jsonb) to wardroom_system;

CREATE OR REPLACE FUNCTION public.begin_client_tail()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    insert into client_tail values (new.provider_id, new.id, 0, '-infinity') on conflict do nothing;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.breaks_single_organization(account uuid, client uuid, rank text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (
    select from client_user other where other.account_id = account and other.client_id <> client and other.status in ('ACCEPTED', 'CONFIRMED', 'REVOKED')
      and (rank not in ('OWNER', 'ADMIN') and exists (
          select from policy p where p.client_id = client and p.kind = 'SINGLE_ORGANIZATION' and p.enabled)
        or other.role not in ('OWNER', 'ADMIN') and other.status <> 'REVOKED' and exists (
          select from policy p where p.client_id = other.client_id and p.kind = 'SINGLE_ORGANIZATION' and p.enabled)))
$function$;
grant execute on function breaks_single_organization(uuid,uuid,text) to wardroom_app;

CREATE OR REPLACE FUNCTION public.chain_events(log uuid, entries jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    entry jsonb;
    head event_head;
    first bigint;
    moment timestamptz;
  begin
    select * into strict head from event_head where provider_id = log for update;
    first := head.seq + 1;
    for entry in select * from jsonb_array_elements(entries) loop
      moment := (entry->>'at')::timestamptz;
      head.disorder := greatest(head.disorder, make_interval(secs => extract(epoch from head.latest_at - moment)::float));
      head.latest_at := greatest(head.latest_at, moment);
      head.seq := head.seq + 1;
      head.hash := sha256(head.hash || int8send(head.seq) || decode(entry->>'leaf', 'hex'));
      insert into event values (
        log, head.seq, (entry->>'code')::int, moment,
        (entry->>'clientId')::uuid, entry->>'clientName',
        entry->>'actorKind', (entry->>'actorId')::uuid, entry->>'actorName',
        entry->>'subjectKind', (entry->>'subjectId')::uuid, entry->>'subjectName',
        entry->'details', (entry->>'deviceType')::int, entry->>'ip', head.hash);
    end loop;
    insert into client_tail as tail (provider_id, client_id, last_seq, last_at)
      select distinct on (e->>'clientId') log, (e->>'clientId')::uuid, first + place - 1, (e->>'at')::timestamptz
      from jsonb_array_elements(entries) with ordinality as numbered (e, place)
      where e->>'clientId' is not null order by e->>'clientId', place desc
      on conflict (provider_id, client_id) do update set last_seq = excluded.last_seq, last_at = excluded.last_at;
    update event_head set seq = head.seq, hash = head.hash, latest_at = head.latest_at, disorder = head.disorder where provider_id = log;
    return first;
  end $function$;

CREATE OR REPLACE FUNCTION public.clients_in_scope(member provider_user)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case when member.scope <> 'ALL' and member.type <> 'PROVIDER_ADMIN' or member.type = 'OUTSIDE_TECHNICIAN' then array(
    select c.id from client c where c.provider_id = member.provider_id and (member.scope = 'ALL' or (member.scope = 'ONLY') = (c.id in (
      select s.client_id from scope_client s where s.provider_user_id = member.id
      union all select m.client_id from scope_client_group s join client_group_member m on m.client_group_id = s.client_group_id
        where s.provider_user_id = member.id)))
    order by c.id) end
$function$;
grant execute on function clients_in_scope(provider_user) to wardroom_app;
grant execute on function clients_in_scope(provider_user) to wardroom_system;

CREATE OR REPLACE FUNCTION public.clients_of_token(token api_token)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case when token.client_ids is not null or token.client_group_ids is not null then array(
    select c.id from client c where c.provider_id = token.provider_id and not c.suspended and (c.id = any(token.client_ids) or c.id in (
      select m.client_id from client_group_member m where m.client_group_id = any(token.client_group_ids) and m.provider_id = token.provider_id))
    order by c.id) end
$function$;
grant execute on function clients_of_token(api_token) to wardroom_system;

CREATE OR REPLACE FUNCTION public.copy_email()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    update provider_user set email = new.email where account_id = new.id;
    update client_user set email = new.email where account_id = new.id;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.copy_two_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    account uuid := coalesce(new.account_id, old.account_id);
  begin
    update provider_user set two_step_since = null where account_id = account; -- takes_two_step has the values
    update client_user set two_step_since = null where account_id = account;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.count_occupied_seats()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    taking constant text[] := array['INVITED', 'ACCEPTED', 'CONFIRMED'];
    lost uuid[];
    won uuid[];
    change record;
  begin
    if tg_op <> 'INSERT' then
      lost := array(select client_id from old_rows where status = any(taking));
    end if;
    if tg_op <> 'DELETE' then
      won := array(select client_id from new_rows where status = any(taking));
    end if;
    for change in
      select id, sum(n) n from (select unnest(lost) id, -1 n union all select unnest(won), 1) changes
      group by id having sum(n) <> 0 order by id
    loop
      update client set occupied_seats = occupied_seats + change.n where client.id = change.id;
    end loop;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.delete_account(person uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    delete from api_token where account_id = person;
    delete from provider_user where account_id = person;
    delete from client_user where account_id = person;
    delete from account where id = person;
  end $function$;
grant execute on function delete_account(uuid) to wardroom_system;

CREATE OR REPLACE FUNCTION public.delete_decided_help_requests()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    deleted integer;
  begin
    delete from help_request where decided_at < now() - interval '90 days';
    get diagnostics deleted = row_count;
    return deleted;
  end $function$;
grant execute on function delete_decided_help_requests() to wardroom_system;

CREATE OR REPLACE FUNCTION public.end_sessions(account uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    ended integer;
  begin
    update account a set security_stamp = gen_random_uuid() where a.id = account;
    update session s set revoked_at = now() where s.account_id = account and s.revoked_at is null;
    get diagnostics ended = row_count;
    return ended;
  end $function$;

CREATE OR REPLACE FUNCTION public.end_sessions_of(members uuid[])
 RETURNS TABLE(member uuid, ended integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    person record;
  begin
    for person in
      select u.id, u.account_id from client_user u join account a on a.id = u.account_id where u.id = any(members)
        and (u.provider_id = any(current_setting('app.providers')::uuid[]) or u.client_id = any(current_setting('app.clients')::uuid[]))
        order by a.id for update of a -- in one order, so that two requests cannot wait for each other
    loop
      member := person.id;
      ended := end_sessions(person.account_id);
      return next;
    end loop;
  end $function$;
grant execute on function end_sessions_of(uuid[]) to wardroom_app;

CREATE OR REPLACE FUNCTION public.end_sessions_of_colleagues(members uuid[])
 RETURNS TABLE(member uuid, ended integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    person record;
  begin
    for person in
      select c.id, c.account_id from provider_user c join account a on a.id = c.account_id where c.id = any(members)
        and c.status = 'CONFIRMED' and c.provider_id = any(current_setting('app.providers')::uuid[])
        order by a.id for update of a -- in one order, so that two requests cannot wait for each other
    loop
      member := person.id;
      ended := end_sessions(person.account_id);
      return next;
    end loop;
  end $function$;
grant execute on function end_sessions_of_colleagues(uuid[]) to wardroom_app;

CREATE OR REPLACE FUNCTION public.expire_events(log uuid, entry jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    head event_head;
    gone bigint := (entry->'details'->>'last')::bigint;
    base bytea;
    found record;
  begin
    select * into strict head from event_head where provider_id = log for update;
    select count(*) n, max(at) youngest into found from event where provider_id = log and seq <= gone;
    if (entry->>'code')::int is distinct from 9060 or (entry->'details'->>'first')::bigint is distinct from head.first_seq
      or found.n = 0 or found.n <> gone - head.first_seq + 1
      or (found.youngest < now() - make_interval(days => (select days from event_retention))) is not true then
      raise insufficient_privilege using message = 'these events cannot be deleted: they are not the oldest of the log, or not older than the retention';
    end if;
    select hash into strict base from event where provider_id = log and seq = gone;
    delete from event where provider_id = log and seq <= gone;
    update client_tail set last_seq = 0, last_at = '-infinity' where provider_id = log and last_seq between 1 and gone;
    update event_head set first_seq = gone + 1, base_hash = base where provider_id = log;
    perform chain_events(log, jsonb_build_array(entry));
  end $function$;
grant execute on function expire_events(uuid,jsonb) to wardroom_system;

CREATE OR REPLACE FUNCTION public.fits_rule(c client, rule jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select (rule -> 'plans' is null or rule -> 'plans' @> to_jsonb(c.plan))
    and c.seats >= coalesce((rule ->> 'seatsFrom')::int, c.seats)
    and c.seats <= coalesce((rule ->> 'seatsTo')::int, c.seats)
    and (rule -> 'daysFrom' is null or c.created_at <= now() - make_interval(days => (rule ->> 'daysFrom')::int))
    and (rule -> 'daysTo' is null or c.created_at > now() - make_interval(days => (rule ->> 'daysTo')::int + 1))
    and (rule -> 'tags' is null or to_jsonb(c.tags) @> (rule -> 'tags'))
    and (rule -> 'withoutTags' is null or not exists (select from unnest(c.tags) tag where rule -> 'withoutTags' @> to_jsonb(tag)))
    and (rule -> 'nameContains' is null or strpos(c.name_key, lower(rule ->> 'nameContains')) > 0)
$function$;
grant execute on function fits_rule(client,jsonb) to wardroom_app;
grant execute on function fits_rule(client,jsonb) to wardroom_system;

CREATE OR REPLACE FUNCTION public.lacks_two_step(member client_user)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select member.status = 'CONFIRMED' and not member.two_step and member.role not in ('OWNER', 'ADMIN')
$function$;
grant execute on function lacks_two_step(client_user) to wardroom_app;
grant execute on function lacks_two_step(client_user) to wardroom_system;

CREATE OR REPLACE FUNCTION public.leave_groups()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    delete from client_group_member m where m.client_id = old.id;
    delete from scope_client s where s.client_id = old.id;
    new.tags := '{}';
    return new;
  end $function$;

CREATE OR REPLACE FUNCTION public.lock_places_of(person uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    perform from provider where id in (select provider_id from provider_user where account_id = person) order by id for update;
    perform from client where id in (select client_id from client_user where account_id = person) order by id for update;
  end $function$;
grant execute on function lock_places_of(uuid) to wardroom_system;

CREATE OR REPLACE FUNCTION public.may_belong(member client_user)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select member.status = 'CONFIRMED'
    and not exists (select from client c where c.id = member.client_id and c.suspended)
    and (not lacks_two_step(member) or not exists (
      select from policy p where p.client_id = member.client_id and p.kind = 'TWO_STEP_LOGIN' and p.enabled and p.holds_from <= clock_timestamp()))
$function$;
grant execute on function may_belong(client_user) to wardroom_app;
grant execute on function may_belong(client_user) to wardroom_system;

CREATE OR REPLACE FUNCTION public.may_work(member provider_user)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select member.status = 'CONFIRMED'
    and (member.two_step_since is not null
      or not exists (select from provider p where p.id = member.provider_id and p.two_step_required_from <= clock_timestamp()))
    and (member.work_hours is null or lower(work_window(member)) <= clock_timestamp())
$function$;
grant execute on function may_work(provider_user) to wardroom_app;
grant execute on function may_work(provider_user) to wardroom_system;

CREATE OR REPLACE FUNCTION public.members_elsewhere(client uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select u.id from client_user u where u.client_id = client and u.status in ('ACCEPTED', 'CONFIRMED')
    and u.role not in ('OWNER', 'ADMIN') and u.account_id <> current_setting('app.actor')::uuid
    and (u.provider_id = any(current_setting('app.providers')::uuid[]) or u.client_id = any(current_setting('app.clients')::uuid[]))
    and exists (select from client_user other
      where other.account_id = u.account_id and other.client_id <> client and other.status in ('ACCEPTED', 'CONFIRMED', 'REVOKED'))
$function$;
grant execute on function members_elsewhere(uuid) to wardroom_app;

CREATE OR REPLACE FUNCTION public.memberships_of(account uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select concat_ws('|',
    (select string_agg(concat_ws(',', m.provider_id, m.id, m.type, clients_in_scope(m)::text,
        array(select c.id from client c where c.provider_id = m.provider_id and c.suspended order by c.id)::text,
        array(select c.id from client c where c.provider_id = m.provider_id and c.provider_item_access <> 'FULL' order by c.id)::text),
        ';' order by m.provider_id)
      from provider_user m where m.account_id = account and may_work(m)),
    (select string_agg(concat_ws(',', u.client_id, u.provider_id, u.id, u.role, u.permissions::text), ';' order by u.client_id)
      from client_user u where u.account_id = account and may_belong(u)))
$function$;

CREATE OR REPLACE FUNCTION public.note_sign_in(account uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  update provider_user set last_sign_in_at = at, asked_for_help_at = null where account_id = account;
  update client_user set last_sign_in_at = at where account_id = account;
$function$;
grant execute on function note_sign_in(uuid,timestamp with time zone) to wardroom_system;

CREATE OR REPLACE FUNCTION public.place_after(log uuid, moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce((select e.seq from event e where e.provider_id = log and e.at >= moment + h.disorder order by e.at limit 1), h.seq + 1)
  from event_head h where h.provider_id = log and (log = any(current_setting('app.providers')::uuid[])
    or exists (select from client c where c.provider_id = log and c.id = any(current_setting('app.clients')::uuid[])))
$function$;
grant execute on function place_after(uuid,timestamp with time zone) to wardroom_app;

CREATE OR REPLACE FUNCTION public.place_before(log uuid, moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce((select e.seq from event e where e.provider_id = log and e.at < moment - h.disorder order by e.at desc limit 1), 0)
  from event_head h where h.provider_id = log and (log = any(current_setting('app.providers')::uuid[])
    or exists (select from client c where c.provider_id = log and c.id = any(current_setting('app.clients')::uuid[])))
$function$;
grant execute on function place_before(uuid,timestamp with time zone) to wardroom_app;

CREATE OR REPLACE FUNCTION public.places_of_colleague(colleague uuid)
 RETURNS TABLE(staff jsonb, clients jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    target uuid := (select c.account_id from provider_user c where c.id = colleague and c.status = 'CONFIRMED'
      and c.provider_id = any(current_setting('app.providers')::uuid[]));
  begin
    perform from account a where a.id = target for update;
    perform from provider_user s where s.account_id = target for share;
    perform from client_user m where m.account_id = target for share;
    return query select
      coalesce((select jsonb_agg(jsonb_build_object('providerId', s.provider_id, 'type', s.type))
        from provider_user s where s.account_id = target and s.status in ('ACCEPTED', 'CONFIRMED')), '[]'),
      coalesce((select jsonb_agg(jsonb_build_object('providerId', m.provider_id, 'clientId', m.client_id, 'role', m.role, 'permissions', m.permissions))
        from client_user m where m.account_id = target and m.status in ('ACCEPTED', 'CONFIRMED')), '[]');
  end $function$;
grant execute on function places_of_colleague(uuid) to wardroom_app;

CREATE OR REPLACE FUNCTION public.provider_of(client uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select c.provider_id from client c where c.id = $1 and c.id = any(current_setting('app.clients')::uuid[])
$function$;
grant execute on function provider_of(uuid) to wardroom_app;

CREATE OR REPLACE FUNCTION public.recover_account(member uuid, new_password_hash text, new_wrapped_user_key text, without_two_step boolean)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
  end $function$;
grant execute on function recover_account(uuid,text,text,boolean) to wardroom_app;

CREATE OR REPLACE FUNCTION public.recoverable_account(member uuid)
 RETURNS TABLE(account_id uuid, email text, kdf_type text, kdf_iterations integer, kdf_memory integer, kdf_parallelism integer, public_key text, wrapped_private_key text, staff jsonb, elsewhere jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
  end $function$;
grant execute on function recoverable_account(uuid) to wardroom_app;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin raise insufficient_privilege using message = 'the event log is append-only'; end $function$;

CREATE OR REPLACE FUNCTION public.refuse_id_of_provider()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    if exists (select from provider where id = new.id) then
      raise unique_violation using message = 'a provider has this id';
    end if;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.regroup_clients(log uuid, only_clients uuid[] DEFAULT NULL::uuid[], only_group uuid DEFAULT NULL::uuid)
 RETURNS TABLE(client_id uuid, client_name text, group_id uuid, group_name text, joins boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  #variable_conflict use_column
  begin
    if session_user = 'wardroom_app' and not log = any(current_setting('app.providers')::uuid[])
      and not coalesce(only_clients <@ current_setting('app.clients')::uuid[], false) then
      raise insufficient_privilege using message = 'these clients are not within reach';
    end if;
    if only_clients is null then
      perform from client c where c.provider_id = log order by c.id for key share;
    end if;
    perform from client_group g where g.provider_id = log and g.rule is not null and g.id = coalesce(only_group, g.id) order by g.id for share;
    return query
      with asked as (
        select g.id group_id, c.id client_id, fits_rule(c, g.rule) fits from client_group g join client c on c.provider_id = g.provider_id
          where g.provider_id = log and g.rule is not null and g.id = coalesce(only_group, g.id) and (only_clients is null or c.id = any(only_clients))
      ), gone as (
        delete from client_group_member m using asked where not asked.fits and m.client_group_id = asked.group_id and m.client_id = asked.client_id
          returning m.client_id, m.client_group_id, false joins
      ), come as (
        insert into client_group_member as m (provider_id, client_group_id, client_id) select log, group_id, client_id from asked where fits
          on conflict do nothing returning m.client_id, m.client_group_id, true joins
      )
      select c.id, c.name, g.id, g.name, moved.joins from (select * from gone union all select * from come) moved
        join client c on c.id = moved.client_id join client_group g on g.id = moved.client_group_id order by c.id, g.name_key, g.id;
  end $function$;
grant execute on function regroup_clients(uuid,uuid[],uuid) to wardroom_app;
grant execute on function regroup_clients(uuid,uuid[],uuid) to wardroom_system;

CREATE OR REPLACE FUNCTION public.remove_two_step(account uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  delete from two_step_method where account_id = account;
  delete from remembered_device where account_id = account;
  update account a set recovery_code_hash = null, recovery_code_made_at = null where a.id = account;
$function$;

CREATE OR REPLACE FUNCTION public.require_rights(kind text, credential uuid, rights text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    if rights_of(kind, credential) is distinct from rights then
      raise exception using errcode = 'WR001', message = 'the rights of this credential have changed';
    end if;
  end $function$;
grant execute on function require_rights(text,uuid,text) to wardroom_app;
grant execute on function require_rights(text,uuid,text) to wardroom_system;

CREATE OR REPLACE FUNCTION public.reset_two_step_of_colleague(colleague uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    target uuid := (select c.account_id from provider_user c where c.id = colleague and c.status = 'CONFIRMED'
      and c.provider_id = any(current_setting('app.providers')::uuid[]));
  begin
    if target is null then
      raise 'this is no confirmed colleague' using errcode = 'check_violation';
    end if;
    perform from account a where a.id = target for update;
    perform remove_two_step(target);
    return end_sessions(target);
  end $function$;
grant execute on function reset_two_step_of_colleague(uuid) to wardroom_app;

CREATE OR REPLACE FUNCTION public.rights_of(kind text, credential uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select encode(sha256(convert_to(found.basis, 'UTF8')), 'hex') from (
    select concat_ws('|', a.security_stamp, memberships_of(a.id)) basis
      from session s join account a on a.id = s.account_id
      where kind = 'ACCOUNT' and s.id = credential and s.revoked_at is null and s.expires_at > now()
    union all
    select concat_ws('|', t.scopes::text, clients_of_token(t) is null, coalesce(clients_of_token(t), '{}')::text,
        t.allowed_addresses is null, t.allowed_addresses::text, encode(t.token_hash, 'hex'), coalesce(extract(epoch from t.old_until)::text, ''),
        memberships_of(t.account_id))
      from api_token t
      where kind = 'API_TOKEN' and t.id = credential and t.revoked_at is null and t.expires_at > now()
  ) found
$function$;
grant execute on function rights_of(text,uuid) to wardroom_app;
grant execute on function rights_of(text,uuid) to wardroom_system;

CREATE OR REPLACE FUNCTION public.standing_to_collections(collections uuid[], own uuid[])
 RETURNS TABLE(id uuid, access smallint, managed boolean, admin_access boolean, deletion_limited boolean)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select t.id,
    (select r.access from collection_reach r where r.collection_id = t.id and r.user_id = any(own)),
    exists (select from collection_user u where u.client_id = t.client_id and u.collection_id = t.id and u.access = 7)
      or exists (select from collection_group g where g.client_id = t.client_id and g.collection_id = t.id and g.access = 7),
    c.allow_admin_access, c.limit_collection_deletion
  from collection t join client c on c.id = t.client_id
  where t.id = any(collections)
$function$;
grant execute on function standing_to_collections(uuid[],uuid[]) to wardroom_app;

CREATE OR REPLACE FUNCTION public.take_email()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    select email into new.email from account where id = new.account_id for share;
    if not found then
      raise exception using errcode = 'WR001', message = 'this account is gone';
    end if;
    return new;
  end $function$;

CREATE OR REPLACE FUNCTION public.take_sign_in()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    if tg_op = 'INSERT' or new.account_id is distinct from old.account_id then
      new.last_sign_in_at := greatest(new.last_sign_in_at, (select max(created_at) from session where account_id = new.account_id));
    end if;
    new.sign_in_key := coalesce(new.last_sign_in_at, '-infinity');
    return new;
  end $function$;

CREATE OR REPLACE FUNCTION public.take_two_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    perform from account where id = new.account_id for share; -- who changes methods at this moment holds it
    new.two_step_since := two_step_since(new.account_id);
    new.two_step := new.two_step_since is not null;
    new.two_step_class := two_step_class(new.account_id);
    return new;
  end $function$;

CREATE OR REPLACE FUNCTION public.teams_of(members uuid[])
 RETURNS TABLE(member uuid, provider_id uuid, type text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select u.id, s.provider_id, s.type from client_user u join provider_user s on s.account_id = u.account_id and s.status in ('ACCEPTED', 'CONFIRMED')
    where u.id = any(members)
      and (u.provider_id = any(current_setting('app.providers')::uuid[]) or u.client_id = any(current_setting('app.clients')::uuid[]))
$function$;
grant execute on function teams_of(uuid[]) to wardroom_app;

CREATE OR REPLACE FUNCTION public.teams_of_colleagues(members uuid[])
 RETURNS TABLE(member uuid, provider_id uuid, type text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select c.id, s.provider_id, s.type from provider_user c join provider_user s on s.account_id = c.account_id and s.status in ('ACCEPTED', 'CONFIRMED')
    where c.id = any(members) and c.provider_id = any(current_setting('app.providers')::uuid[])
$function$;
grant execute on function teams_of_colleagues(uuid[]) to wardroom_app;

CREATE OR REPLACE FUNCTION public.two_step_class(account uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case when bool_or(kind = 'WEBAUTHN') then 'PHISHING_RESISTANT' when bool_or(kind = 'AUTHENTICATOR') then 'ONE_TIME_CODE'
    when bool_or(kind = 'EMAIL') then 'MAILBOX' end
  from two_step_method where account_id = account
$function$;

CREATE OR REPLACE FUNCTION public.two_step_since(account uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select min(created_at) from two_step_method where account_id = account
$function$;

CREATE OR REPLACE FUNCTION public.wall(target regclass, reach text, app text DEFAULT 'select, insert, update, delete'::text, system text DEFAULT 'select'::text, shown text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare
    client text := case when target = 'client'::regclass then 'id' else 'client_id' end;
    seen text := case reach
      when 'provider' then 'provider_id = :providers'
      when 'client' then format('provider_id = :providers or %I = :clients', client)
      else reach end;
    written text := case reach
      when 'client' then format('provider_id = :providers or %1$I = :clients and provider_id = provider_of(%1$I)', client)
      else seen end;
    policy text;
    privileges text;
    role text;
  begin
    execute format('alter table %s enable row level security, force row level security', target);
    for policy in select polname from pg_policy where polrelid = target loop
      execute format('drop policy %I on %s', policy, target);
    end loop;
    execute format('create policy everything on %s to wardroom_app using (true)', target);
    execute replace(replace(
      format('create policy tenant on %s as restrictive to wardroom_app using (%s) with check (%s)', target, concat_ws(' or ', seen, shown), written),
      ':providers', $sql$any((select current_setting('app.providers')::uuid[])::uuid[])$sql$),
      ':clients', $sql$any((select current_setting('app.clients')::uuid[])::uuid[])$sql$);
    if shown is not null then
      execute replace(replace(
        format('create policy tenant_deletes on %s as restrictive for delete to wardroom_app using (%s)', target, seen),
        ':providers', $sql$any((select current_setting('app.providers')::uuid[])::uuid[])$sql$),
        ':clients', $sql$any((select current_setting('app.clients')::uuid[])::uuid[])$sql$);
    end if;
    execute format('create policy everything_for_system on %s to wardroom_system using (true)', target);
    execute format('create policy owner on %s to %I using (true)', target, current_user);
    for role, privileges in values ('wardroom_app', app), ('wardroom_system', system) loop
      execute format('revoke all on %s from %I', target, role);
      if privileges <> '' then
        execute format('grant %s on %s to %I', privileges, target, role);
      end if;
    end loop;
  end $function$;

CREATE OR REPLACE FUNCTION public.work_window(member provider_user, at timestamp with time zone DEFAULT clock_timestamp())
 RETURNS tstzrange
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select found from unnest((
    select range_agg(tstzrange(begins, greatest(begins, ends)))
    from (select member.work_hours->>'timeZone' zone) z
    cross join generate_series(date_trunc('day', at at time zone zone) - interval '1 day', (at at time zone zone) + interval '8 days', interval '1 day') day
    cross join jsonb_to_recordset(member.work_hours->'windows') hours(days jsonb, "from" time, until time)
    cross join lateral (select (day + hours.from) at time zone zone begins,
      (day + hours.until + case when hours.until <= hours.from then interval '1 day' else interval '0' end) at time zone zone ends) times
    where hours.days @> to_jsonb(extract(isodow from day)::int)
  )) found
  where upper(found) > at
  order by found limit 1
$function$;
grant execute on function work_window(provider_user,timestamp with time zone) to wardroom_app;
grant execute on function work_window(provider_user,timestamp with time zone) to wardroom_system;

CREATE OR REPLACE FUNCTION public.works_for(provider uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (select from provider_user m where m.provider_id = provider and m.account_id = current_setting('app.actor')::uuid and may_work(m))
$function$;
grant execute on function works_for(uuid) to wardroom_app;
