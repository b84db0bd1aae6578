-- Made by `npm run generate` from the migrations; a test keeps it equal to their result.
create table accounts (
  tenant_id uuid not null,
  id uuid not null,
  directory_id uuid not null,
  organization_id uuid not null,
  profile_id uuid,
  login text not null,
  login_key text not null,
  email text,
  email_key text,
  email_verified_at timestamp with time zone,
  first_name text not null default ''::text,
  last_name text not null default ''::text,
  location_id uuid,
  status text not null default 'active'::text,
  provenance jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint accounts_login_key UNIQUE (tenant_id, directory_id, login_key),
  constraint accounts_pkey PRIMARY KEY (tenant_id, id),
  constraint accounts_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'suspended'::text, 'withdrawn'::text]))),
  constraint accounts_tenant_id_profile_id_fkey FOREIGN KEY (tenant_id, profile_id) REFERENCES profiles(tenant_id, id)
);
CREATE INDEX accounts_by_email ON public.accounts USING btree (tenant_id, email_key);
CREATE INDEX accounts_by_organization ON public.accounts USING btree (tenant_id, organization_id, id);
CREATE UNIQUE INDEX accounts_by_profile ON public.accounts USING btree (tenant_id, profile_id, directory_id) WHERE (profile_id IS NOT NULL);
alter table accounts enable row level security;
alter table accounts force row level security;
create policy tenant_isolation on accounts for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on accounts to postern_app;
create table administrators (
  tenant_id uuid not null,
  account_id uuid not null,
  level text not null,
  organization_ids uuid[],
  created_at timestamp with time zone not null,
  constraint administrators_level_check CHECK ((level = ANY (ARRAY['owner'::text, 'administrator'::text, 'auditor'::text]))),
  constraint administrators_pkey PRIMARY KEY (tenant_id, account_id),
  constraint administrators_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES accounts(tenant_id, id)
);
alter table administrators enable row level security;
alter table administrators force row level security;
create policy tenant_isolation on administrators for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on administrators to postern_app;
create table api_keys (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_pkey PRIMARY KEY (tenant_id, id),
  constraint api_keys_tenant_id_secret_hash_key UNIQUE (tenant_id, secret_hash)
);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy tenant_isolation on api_keys for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on api_keys to postern_app;
create table attempts (
  tenant_id uuid not null,
  id uuid not null,
  short_id text not null,
  portal_id uuid,
  connection_id uuid,
  account_id uuid,
  outcome text not null,
  reason text,
  kind text not null,
  at timestamp with time zone not null,
  detail jsonb not null default '{}'::jsonb,
  constraint attempts_outcome_check CHECK ((outcome = ANY (ARRAY['admitted'::text, 'refused'::text]))),
  constraint attempts_pkey PRIMARY KEY (tenant_id, id)
) partition by RANGE (id);
CREATE INDEX attempts_by_account ON ONLY public.attempts USING btree (tenant_id, account_id, id);
CREATE INDEX attempts_by_portal ON ONLY public.attempts USING btree (tenant_id, portal_id, id);
CREATE INDEX attempts_by_short_id ON ONLY public.attempts USING btree (tenant_id, short_id);
alter table attempts enable row level security;
alter table attempts force row level security;
create policy retention on attempts for all to postern_system using (true);
create policy tenant_isolation on attempts for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on attempts to postern_app;
grant delete, select on attempts to postern_system;
grant update (detail) on attempts to postern_system;
create table attributes (
  tenant_id uuid not null,
  id uuid not null,
  uid text not null,
  name text not null,
  kind text not null default 'text'::text,
  identifier boolean not null default false,
  status text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint attributes_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'area'::text, 'email'::text, 'date'::text]))),
  constraint attributes_pkey PRIMARY KEY (tenant_id, id),
  constraint attributes_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint attributes_tenant_id_uid_key UNIQUE (tenant_id, uid)
);
alter table attributes enable row level security;
alter table attributes force row level security;
create policy tenant_isolation on attributes for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on attributes to postern_app;
create table audit_events (
  tenant_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  event text not null,
  actor_kind text not null,
  actor_id uuid,
  organization_id uuid,
  entity text,
  entity_id uuid,
  detail jsonb not null default '{}'::jsonb,
  written_by xid8 not null default pg_current_xact_id(),
  constraint audit_events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['account'::text, 'api_key'::text, 'connection'::text, 'system'::text, 'anonymous'::text]))),
  constraint audit_events_pkey PRIMARY KEY (tenant_id, id)
) partition by RANGE (id);
CREATE INDEX audit_events_by_entity ON ONLY public.audit_events USING btree (tenant_id, entity_id, id);
CREATE INDEX audit_events_by_event ON ONLY public.audit_events USING btree (tenant_id, event, id);
CREATE INDEX audit_events_by_writer ON ONLY public.audit_events USING btree (tenant_id, written_by);
alter table audit_events enable row level security;
alter table audit_events force row level security;
create policy restamping on audit_events for update to postern_system using (true) with check (true);
create policy sealing on audit_events for select to postern_system using (true);
create policy tenant_isolation on audit_events for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant insert, select on audit_events to postern_app;
grant select on audit_events to postern_system;
grant update (written_by) on audit_events to postern_system;
create table audit_segments (
  tenant_id uuid not null,
  number integer not null,
  snapshot text not null,
  event_ids uuid[] not null,
  previous_hash bytea not null,
  hash bytea not null,
  signature bytea not null,
  key_id text not null,
  closed_at timestamp with time zone not null,
  constraint audit_segments_pkey PRIMARY KEY (tenant_id, number)
);
alter table audit_segments enable row level security;
alter table audit_segments force row level security;
create policy sealing on audit_segments for all to postern_system using (true) with check (true);
create policy tenant_isolation on audit_segments for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant select on audit_segments to postern_app;
grant insert, select on audit_segments to postern_system;
create table challenges (
  tenant_id uuid not null,
  token_hash bytea not null,
  kind text not null,
  account_id uuid,
  data jsonb not null,
  expires_at timestamp with time zone not null,
  constraint challenges_pkey PRIMARY KEY (tenant_id, token_hash)
);
CREATE INDEX challenges_by_account ON public.challenges USING btree (tenant_id, account_id);
CREATE INDEX challenges_by_expiry ON public.challenges USING btree (expires_at);
alter table challenges enable row level security;
alter table challenges force row level security;
create policy expiry on challenges for all to postern_system using (true);
create policy tenant_isolation on challenges for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on challenges to postern_app;
grant delete, select on challenges to postern_system;
create table connections (
  tenant_id uuid not null,
  id uuid not null,
  uid text not null,
  organization_id uuid not null,
  portal_id uuid,
  kind text not null,
  name text not null,
  state text not null default 'active'::text,
  position integer not null default 0,
  config jsonb not null,
  secrets text,
  trusted_domains text[] not null default '{}'::text[],
  policy_version integer not null default 1,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint connections_kind_check CHECK ((kind = ANY (ARRAY['saml'::text, 'oidc'::text]))),
  constraint connections_pkey PRIMARY KEY (tenant_id, id),
  constraint connections_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text, 'archived'::text]))),
  constraint connections_tenant_id_organization_id_fkey FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations(tenant_id, id),
  constraint connections_tenant_id_portal_id_fkey FOREIGN KEY (tenant_id, portal_id) REFERENCES portals(tenant_id, id),
  constraint connections_tenant_id_uid_key UNIQUE (tenant_id, uid)
);
CREATE INDEX connections_by_organization ON public.connections USING btree (tenant_id, organization_id);
CREATE INDEX connections_by_portal ON public.connections USING btree (tenant_id, portal_id, "position");
alter table connections enable row level security;
alter table connections force row level security;
create policy tenant_isolation on connections for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on connections to postern_app;
create table consumed_assertions (
  tenant_id uuid not null,
  connection_id uuid not null,
  assertion_hash bytea not null,
  expires_at timestamp with time zone not null,
  constraint consumed_assertions_key PRIMARY KEY (tenant_id, connection_id, assertion_hash)
);
CREATE INDEX consumed_assertions_by_expiry ON public.consumed_assertions USING btree (expires_at);
alter table consumed_assertions enable row level security;
alter table consumed_assertions force row level security;
create policy expiry on consumed_assertions for all to postern_system using (true);
create policy tenant_isolation on consumed_assertions for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on consumed_assertions to postern_app;
grant delete, select on consumed_assertions to postern_system;
create table credentials (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null,
  key text not null,
  label text not null default ''::text,
  secret text not null,
  data jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint credentials_kind_check CHECK ((kind = ANY (ARRAY['password'::text, 'totp'::text, 'passkey'::text]))),
  constraint credentials_pkey PRIMARY KEY (tenant_id, id),
  constraint credentials_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES accounts(tenant_id, id),
  constraint credentials_tenant_id_account_id_kind_key_key UNIQUE (tenant_id, account_id, kind, key)
);
alter table credentials enable row level security;
alter table credentials force row level security;
create policy tenant_isolation on credentials for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on credentials to postern_app;
create table directories (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  uid text not null,
  name text not null,
  password_policy jsonb not null default '{}'::jsonb,
  status text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint directories_pkey PRIMARY KEY (tenant_id, id),
  constraint directories_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint directories_tenant_id_organization_id_fkey FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations(tenant_id, id),
  constraint directories_tenant_id_uid_key UNIQUE (tenant_id, uid)
);
CREATE INDEX directories_by_organization ON public.directories USING btree (tenant_id, organization_id);
alter table directories enable row level security;
alter table directories force row level security;
create policy tenant_isolation on directories for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on directories to postern_app;
create table flows (
  tenant_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  portal_id uuid not null,
  connection_id uuid not null,
  browser_hash bytea not null,
  return_to text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint flows_pkey PRIMARY KEY (tenant_id, id),
  constraint flows_tenant_id_token_hash_key UNIQUE (tenant_id, token_hash)
);
CREATE INDEX flows_by_expiry ON public.flows USING btree (expires_at);
alter table flows enable row level security;
alter table flows force row level security;
create policy expiry on flows for all to postern_system using (true);
create policy tenant_isolation on flows for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on flows to postern_app;
grant delete, select on flows to postern_system;
create table group_members (
  tenant_id uuid not null,
  group_id uuid not null,
  account_id uuid not null,
  stamp_id uuid not null,
  created_at timestamp with time zone not null,
  constraint group_members_pkey PRIMARY KEY (tenant_id, group_id, account_id),
  constraint group_members_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES accounts(tenant_id, id),
  constraint group_members_tenant_id_stamp_id_fkey FOREIGN KEY (tenant_id, stamp_id) REFERENCES stamps(tenant_id, id)
);
CREATE INDEX group_members_by_account ON public.group_members USING btree (tenant_id, account_id);
CREATE INDEX group_members_by_stamp ON public.group_members USING btree (tenant_id, stamp_id);
alter table group_members enable row level security;
alter table group_members force row level security;
create policy tenant_isolation on group_members for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on group_members to postern_app;
create table groups (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid,
  uid text not null,
  name text not null,
  built_in boolean not null default false,
  status text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint groups_pkey PRIMARY KEY (tenant_id, id),
  constraint groups_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint groups_tenant_id_organization_id_fkey FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations(tenant_id, id),
  constraint groups_tenant_id_uid_key UNIQUE (tenant_id, uid)
);
CREATE INDEX groups_by_organization ON public.groups USING btree (tenant_id, organization_id);
alter table groups enable row level security;
alter table groups force row level security;
create policy tenant_isolation on groups for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on groups to postern_app;
create table history (
  tenant_id uuid not null,
  entity text not null,
  entity_id uuid not null,
  stamp_id uuid not null,
  before jsonb,
  at timestamp with time zone not null,
  constraint history_entity_check CHECK ((entity = ANY (ARRAY['account'::text, 'profile'::text]))),
  constraint history_pkey PRIMARY KEY (tenant_id, entity, entity_id, stamp_id),
  constraint history_tenant_id_stamp_id_fkey FOREIGN KEY (tenant_id, stamp_id) REFERENCES stamps(tenant_id, id)
);
CREATE INDEX history_by_stamp ON public.history USING btree (tenant_id, stamp_id);
alter table history enable row level security;
alter table history force row level security;
create policy tenant_isolation on history for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on history to postern_app;
create table idempotency_keys (
  tenant_id uuid not null,
  principal text not null,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  response jsonb not null,
  expires_at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (tenant_id, principal, key)
);
CREATE INDEX idempotency_keys_by_expiry ON public.idempotency_keys USING btree (expires_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy expiry on idempotency_keys for all to postern_system using (true);
create policy tenant_isolation on idempotency_keys for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on idempotency_keys to postern_app;
grant delete, select on idempotency_keys to postern_system;
create table identifiers (
  tenant_id uuid not null,
  attribute_uid text not null,
  value text not null,
  profile_id uuid not null,
  profile_type_id uuid not null,
  constraint identifiers_pkey PRIMARY KEY (tenant_id, attribute_uid, value, profile_id),
  constraint identifiers_tenant_id_profile_id_fkey FOREIGN KEY (tenant_id, profile_id) REFERENCES profiles(tenant_id, id)
);
CREATE INDEX identifiers_by_profile ON public.identifiers USING btree (tenant_id, profile_id);
alter table identifiers enable row level security;
alter table identifiers force row level security;
create policy tenant_isolation on identifiers for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on identifiers to postern_app;
create table links (
  tenant_id uuid not null,
  connection_id uuid not null,
  issuer text not null,
  subject text not null,
  account_id uuid not null,
  stamp_id uuid not null,
  created_at timestamp with time zone not null,
  constraint links_key PRIMARY KEY (tenant_id, connection_id, issuer, subject),
  constraint links_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES accounts(tenant_id, id),
  constraint links_tenant_id_stamp_id_fkey FOREIGN KEY (tenant_id, stamp_id) REFERENCES stamps(tenant_id, id)
);
CREATE INDEX links_by_account ON public.links USING btree (tenant_id, account_id);
CREATE INDEX links_by_stamp ON public.links USING btree (tenant_id, stamp_id);
alter table links enable row level security;
alter table links force row level security;
create policy tenant_isolation on links for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on links to postern_app;
create table locations (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  uid text not null,
  name text not null,
  status text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint locations_pkey PRIMARY KEY (tenant_id, id),
  constraint locations_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint locations_tenant_id_organization_id_fkey FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations(tenant_id, id),
  constraint locations_tenant_id_organization_id_name_key UNIQUE (tenant_id, organization_id, name),
  constraint locations_tenant_id_uid_key UNIQUE (tenant_id, uid)
);
alter table locations enable row level security;
alter table locations force row level security;
create policy tenant_isolation on locations for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on locations to postern_app;
create table match_latches (
  tenant_id uuid not null,
  organization_id uuid not null,
  profile_type_id uuid not null,
  attribute_uid text not null,
  value text not null,
  profile_id uuid not null,
  constraint match_latches_key PRIMARY KEY (tenant_id, organization_id, profile_type_id, attribute_uid, value),
  constraint match_latches_tenant_id_profile_id_fkey FOREIGN KEY (tenant_id, profile_id) REFERENCES profiles(tenant_id, id)
);
CREATE INDEX match_latches_by_profile ON public.match_latches USING btree (tenant_id, profile_id);
alter table match_latches enable row level security;
alter table match_latches force row level security;
create policy tenant_isolation on match_latches for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on match_latches to postern_app;
create table organizations (
  tenant_id uuid not null,
  id uuid not null,
  uid text not null,
  name text not null,
  is_home boolean not null default false,
  status text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint organizations_pkey PRIMARY KEY (tenant_id, id),
  constraint organizations_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint organizations_tenant_id_uid_key UNIQUE (tenant_id, uid)
);
CREATE UNIQUE INDEX organizations_one_home ON public.organizations USING btree (tenant_id) WHERE is_home;
alter table organizations enable row level security;
alter table organizations force row level security;
create policy tenant_isolation on organizations for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on organizations to postern_app;
create table outbox (
  tenant_id uuid not null,
  id uuid not null,
  template text not null,
  recipient text not null,
  data jsonb not null,
  status text not null default 'queued'::text,
  tries integer not null default 0,
  next_try_at timestamp with time zone not null,
  last_error text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (tenant_id, id),
  constraint outbox_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX outbox_done ON public.outbox USING btree (created_at) WHERE (status <> 'queued'::text);
CREATE INDEX outbox_due ON public.outbox USING btree (next_try_at) WHERE (status = 'queued'::text);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy relay on outbox for all to postern_system using (true);
create policy tenant_isolation on outbox for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on outbox to postern_app;
grant delete, select, update on outbox to postern_system;
create table policies (
  tenant_id uuid not null,
  connection_id uuid not null,
  version integer not null,
  document jsonb not null,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  constraint policies_pkey PRIMARY KEY (tenant_id, connection_id, version),
  constraint policies_tenant_id_connection_id_fkey FOREIGN KEY (tenant_id, connection_id) REFERENCES connections(tenant_id, id)
);
alter table policies enable row level security;
alter table policies force row level security;
create policy tenant_isolation on policies for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on policies to postern_app;
create table portals (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  directory_id uuid not null,
  uid text not null,
  name text not null,
  name_key text not null,
  url text not null,
  state text not null default 'active'::text,
  inactivity_minutes integer not null default 30,
  lifetime_hours integer not null default 12,
  retries integer not null default 5,
  branding jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint portals_inactivity_minutes_check CHECK (((inactivity_minutes >= 1) AND (inactivity_minutes <= 10080))),
  constraint portals_lifetime_hours_check CHECK (((lifetime_hours >= 1) AND (lifetime_hours <= 720))),
  constraint portals_name_key_check CHECK ((name_key = lower(name_key))),
  constraint portals_pkey PRIMARY KEY (tenant_id, id),
  constraint portals_retries_check CHECK (((retries >= 1) AND (retries <= 100))),
  constraint portals_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text, 'archived'::text]))),
  constraint portals_tenant_id_directory_id_fkey FOREIGN KEY (tenant_id, directory_id) REFERENCES directories(tenant_id, id),
  constraint portals_tenant_id_name_key_key UNIQUE (tenant_id, name_key),
  constraint portals_tenant_id_organization_id_fkey FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations(tenant_id, id),
  constraint portals_tenant_id_uid_key UNIQUE (tenant_id, uid),
  constraint portals_tenant_id_url_key UNIQUE (tenant_id, url),
  constraint portals_url_check CHECK ((url = lower(url)))
);
CREATE INDEX portals_by_directory ON public.portals USING btree (tenant_id, directory_id);
CREATE INDEX portals_by_organization ON public.portals USING btree (tenant_id, organization_id);
alter table portals enable row level security;
alter table portals force row level security;
create policy tenant_isolation on portals for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on portals to postern_app;
create table profile_types (
  tenant_id uuid not null,
  id uuid not null,
  uid text not null,
  name text not null,
  category text not null,
  naming text[] not null default '{}'::text[],
  status text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint profile_types_category_check CHECK ((category = ANY (ARRAY['employee'::text, 'non_employee'::text, 'organization'::text, 'assignment'::text, 'other'::text]))),
  constraint profile_types_pkey PRIMARY KEY (tenant_id, id),
  constraint profile_types_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint profile_types_tenant_id_uid_key UNIQUE (tenant_id, uid)
);
alter table profile_types enable row level security;
alter table profile_types force row level security;
create policy tenant_isolation on profile_types for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on profile_types to postern_app;
create table profiles (
  tenant_id uuid not null,
  id uuid not null,
  profile_type_id uuid not null,
  organization_id uuid not null,
  name text not null,
  status text not null default 'Active'::text,
  archived boolean not null default false,
  end_date date,
  time_zone text not null default 'UTC'::text,
  attributes jsonb not null default '{}'::jsonb,
  provenance jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint profiles_pkey PRIMARY KEY (tenant_id, id),
  constraint profiles_status_check CHECK ((status = ANY (ARRAY['Active'::text, 'Inactive'::text, 'On Leave'::text, 'Terminated'::text])))
);
CREATE INDEX profiles_by_organization ON public.profiles USING btree (tenant_id, organization_id, id);
CREATE INDEX profiles_by_type ON public.profiles USING btree (tenant_id, profile_type_id, id);
alter table profiles enable row level security;
alter table profiles force row level security;
create policy tenant_isolation on profiles for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on profiles to postern_app;
create table role_grants (
  tenant_id uuid not null,
  account_id uuid not null,
  role_id uuid not null,
  user_type_id uuid not null,
  exclusive boolean not null,
  stamp_id uuid not null,
  created_at timestamp with time zone not null,
  constraint role_grants_pkey PRIMARY KEY (tenant_id, account_id, role_id),
  constraint role_grants_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES accounts(tenant_id, id),
  constraint role_grants_tenant_id_stamp_id_fkey FOREIGN KEY (tenant_id, stamp_id) REFERENCES stamps(tenant_id, id)
);
CREATE INDEX role_grants_by_role ON public.role_grants USING btree (tenant_id, role_id);
CREATE INDEX role_grants_by_stamp ON public.role_grants USING btree (tenant_id, stamp_id);
CREATE UNIQUE INDEX role_grants_one_per_exclusive_type ON public.role_grants USING btree (tenant_id, account_id, user_type_id) WHERE exclusive;
alter table role_grants enable row level security;
alter table role_grants force row level security;
create policy tenant_isolation on role_grants for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on role_grants to postern_app;
create table role_portals (
  tenant_id uuid not null,
  role_id uuid not null,
  portal_id uuid not null,
  constraint role_portals_pkey PRIMARY KEY (tenant_id, role_id, portal_id),
  constraint role_portals_tenant_id_portal_id_fkey FOREIGN KEY (tenant_id, portal_id) REFERENCES portals(tenant_id, id),
  constraint role_portals_tenant_id_role_id_fkey FOREIGN KEY (tenant_id, role_id) REFERENCES roles(tenant_id, id)
);
CREATE INDEX role_portals_by_portal ON public.role_portals USING btree (tenant_id, portal_id);
alter table role_portals enable row level security;
alter table role_portals force row level security;
create policy tenant_isolation on role_portals for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on role_portals to postern_app;
create table roles (
  tenant_id uuid not null,
  id uuid not null,
  user_type_id uuid not null,
  uid text not null,
  name text not null,
  idp_groups text[] not null default '{}'::text[],
  built_in boolean not null default false,
  status text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint roles_pkey PRIMARY KEY (tenant_id, id),
  constraint roles_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint roles_tenant_id_user_type_id_fkey FOREIGN KEY (tenant_id, user_type_id) REFERENCES user_types(tenant_id, id),
  constraint roles_tenant_id_user_type_id_uid_key UNIQUE (tenant_id, user_type_id, uid)
);
alter table roles enable row level security;
alter table roles force row level security;
create policy tenant_isolation on roles for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on roles to postern_app;
create table search_terms (
  tenant_id uuid not null,
  entity text not null,
  term text collate "C" not null,
  entity_id uuid not null,
  constraint search_terms_entity_check CHECK ((entity = ANY (ARRAY['account'::text, 'profile'::text]))),
  constraint search_terms_pkey PRIMARY KEY (tenant_id, entity, term, entity_id)
);
CREATE INDEX search_terms_by_entity ON public.search_terms USING btree (tenant_id, entity, entity_id);
alter table search_terms enable row level security;
alter table search_terms force row level security;
create policy tenant_isolation on search_terms for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on search_terms to postern_app;
create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  token_hash bytea,
  handoff_hash bytea,
  browser_hash bytea,
  return_to text,
  account_id uuid not null,
  portal_id uuid,
  connection_id uuid,
  upstream jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  device text not null default ''::text,
  constraint sessions_pkey PRIMARY KEY (tenant_id, id),
  constraint sessions_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES accounts(tenant_id, id),
  constraint sessions_tenant_id_handoff_hash_key UNIQUE (tenant_id, handoff_hash),
  constraint sessions_tenant_id_token_hash_key UNIQUE (tenant_id, token_hash)
);
CREATE INDEX sessions_by_account ON public.sessions USING btree (tenant_id, account_id);
CREATE INDEX sessions_by_expiry ON public.sessions USING btree (expires_at);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy expiry on sessions for all to postern_system using (true);
create policy tenant_isolation on sessions for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on sessions to postern_app;
grant delete, select on sessions to postern_system;
create table setup_codes (
  tenant_id uuid not null,
  code_hash bytea not null,
  expires_at timestamp with time zone not null,
  constraint setup_codes_pkey PRIMARY KEY (tenant_id, code_hash)
);
alter table setup_codes enable row level security;
alter table setup_codes force row level security;
create policy tenant_isolation on setup_codes for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on setup_codes to postern_app;
create table stamps (
  tenant_id uuid not null,
  id uuid not null,
  source text not null,
  connection_id uuid,
  policy_version integer,
  run_id uuid,
  actor_id uuid,
  created_at timestamp with time zone not null,
  constraint stamps_pkey PRIMARY KEY (tenant_id, id),
  constraint stamps_source_check CHECK ((source = ANY (ARRAY['connection'::text, 'manual'::text, 'system'::text])))
);
alter table stamps enable row level security;
alter table stamps force row level security;
create policy tenant_isolation on stamps for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on stamps to postern_app;
create table tenant_hosts (
  host text not null,
  tenant_id uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint tenant_hosts_host_check CHECK ((host = lower(host))),
  constraint tenant_hosts_pkey PRIMARY KEY (host),
  constraint tenant_hosts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
);
CREATE INDEX tenant_hosts_by_tenant ON public.tenant_hosts USING btree (tenant_id);
alter table tenant_hosts enable row level security;
alter table tenant_hosts force row level security;
create policy own_hosts on tenant_hosts for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
create policy registry on tenant_hosts for all to postern_system using (true) with check (true);
grant select on tenant_hosts to postern_app;
grant delete, insert, select on tenant_hosts to postern_system;
create table tenants (
  id uuid not null,
  uid text not null,
  name text not null,
  canonical_origin text,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null default now(),
  constraint tenants_pkey PRIMARY KEY (id),
  constraint tenants_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text]))),
  constraint tenants_uid_key UNIQUE (uid)
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy own_tenant on tenants for all to postern_app using ((id = ( SELECT current_tenant() AS current_tenant)));
create policy registry on tenants for all to postern_system using (true) with check (true);
grant select, update on tenants to postern_app;
grant insert, select, update on tenants to postern_system;
create table throttles (
  tenant_id uuid not null,
  task text not null,
  subject_hash bytea not null,
  failures integer not null,
  blocked_until timestamp with time zone,
  updated_at timestamp with time zone not null,
  constraint throttles_pkey PRIMARY KEY (tenant_id, task, subject_hash)
);
CREATE INDEX throttles_by_age ON public.throttles USING btree (updated_at);
alter table throttles enable row level security;
alter table throttles force row level security;
create policy expiry on throttles for all to postern_system using (true);
create policy tenant_isolation on throttles for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on throttles to postern_app;
grant delete, select on throttles to postern_system;
create table user_types (
  tenant_id uuid not null,
  id uuid not null,
  uid text not null,
  name text not null,
  exclusive boolean not null default false,
  administrative boolean not null default false,
  built_in boolean not null default false,
  status text not null default 'active'::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint user_types_pkey PRIMARY KEY (tenant_id, id),
  constraint user_types_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint user_types_tenant_id_uid_key UNIQUE (tenant_id, uid)
);
alter table user_types enable row level security;
alter table user_types force row level security;
create policy tenant_isolation on user_types for all to postern_app using ((tenant_id = ( SELECT current_tenant() AS current_tenant))) with check ((tenant_id = ( SELECT current_tenant() AS current_tenant)));
grant delete, insert, select, update on user_types to postern_app;
CREATE OR REPLACE FUNCTION public.access_ends_at(end_date date, time_zone text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (((end_date + 1))::timestamp without time zone AT TIME ZONE time_zone)
;
CREATE OR REPLACE FUNCTION public.current_tenant()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('postern.tenant'::text, true), ''::text))::uuid
;
CREATE OR REPLACE FUNCTION public.demand(met boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if met is not true then
    raise exception 'the facts changed' using errcode = 'serialization_failure';
  end if;
end $function$
;
CREATE OR REPLACE FUNCTION public.profile_admits(archived boolean, status text, end_date date, time_zone text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ((NOT archived) AND (status <> 'Terminated'::text) AND COALESCE((access_ends_at(end_date, time_zone) > at), true))
;
CREATE OR REPLACE FUNCTION public.protect(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_isolation on %s to postern_app
       using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))', target);
  execute format('grant select, insert, update, delete on %s to postern_app', target);
end $function$
;
