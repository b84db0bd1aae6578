-- People: stamps (provenance), profiles, accounts, credentials, links and grants. `apply` is their only writer.
-- No foreign keys from people to configuration: configuration is archived, never deleted, and each such key
-- would cost a lookup per row in imports.

-- Who set something: one row per source and run. Which rule did it follows from policy version and attribute.
create table stamps (
  tenant_id uuid not null,
  id uuid not null,
  source text not null check (source in ('connection', 'manual', 'system')),
  connection_id uuid,
  policy_version int,
  -- the sign-in attempt (later: sync run, workflow run) in which it happened
  run_id uuid,
  actor_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
select protect('stamps');

create table profiles (
  tenant_id uuid not null,
  id uuid not null,
  profile_type_id uuid not null,
  organization_id uuid not null,
  name text not null,
  status text not null default 'Active' check (status in ('Active', 'Inactive', 'On Leave', 'Terminated')),
  archived boolean not null default false,
  -- the last day of access, in the profile's time zone; access ends at the following local midnight
  end_date date,
  time_zone text not null default 'UTC',
  -- attribute uid -> text in display form
  attributes jsonb not null default '{}',
  -- attribute uid -> stamp id, "*" for everything not named
  provenance jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create index profiles_by_type on profiles (tenant_id, profile_type_id, id);
create index profiles_by_organization on profiles (tenant_id, organization_id, id);
select protect('profiles');

-- Attribute values that people may be matched by. Not unique: one value on two profiles is a review, not an error.
create table identifiers (
  tenant_id uuid not null,
  attribute_uid text not null,
  value text not null,
  profile_id uuid not null,
  profile_type_id uuid not null,
  primary key (tenant_id, attribute_uid, value, profile_id),
  foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
);
create index identifiers_by_profile on identifiers (tenant_id, profile_id);
select protect('identifiers');

-- The latch of a match value: whoever creates the first profile for it writes the row, so two first sign-ins
-- at one instant meet here although the match attribute itself is not unique.
create table match_latches (
  tenant_id uuid not null,
  -- matching stays within the portal's organization: employee 1001 of one customer is not that of another
  organization_id uuid not null,
  profile_type_id uuid not null,
  attribute_uid text not null,
  value text not null,
  profile_id uuid not null,
  constraint match_latches_key primary key (tenant_id, organization_id, profile_type_id, attribute_uid, value),
  foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
);
create index match_latches_by_profile on match_latches (tenant_id, profile_id);
select protect('match_latches');

create table accounts (
  tenant_id uuid not null,
  id uuid not null,
  directory_id uuid not null,
  organization_id uuid not null,
  profile_id uuid,
  login text not null,
  -- trimmed, NFKC, lower case: what uniqueness and lookups compare
  login_key text not null,
  email text,
  email_key text,
  email_verified_at timestamptz,
  first_name text not null default '',
  last_name text not null default '',
  location_id uuid,
  status text not null default 'active' check (status in ('pending', 'active', 'suspended', 'withdrawn')),
  -- property -> stamp id, "*" for everything not named
  provenance jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint accounts_login_key unique (tenant_id, directory_id, login_key),
  foreign key (tenant_id, profile_id) references profiles (tenant_id, id)
);
create index accounts_by_email on accounts (tenant_id, email_key);
create unique index accounts_by_profile on accounts (tenant_id, profile_id, directory_id) where profile_id is not null;
create index accounts_by_organization on accounts (tenant_id, organization_id, id);
select protect('accounts');

-- Prefix search under row-level security: only leakproof comparisons use an index there, so names and
-- addresses are split into normalized words and looked up by range.
create table search_terms (
  tenant_id uuid not null,
  entity text not null check (entity in ('account', 'profile')),
  term text collate "C" not null,
  entity_id uuid not null,
  primary key (tenant_id, entity, term, entity_id)
);
create index search_terms_by_entity on search_terms (tenant_id, entity, entity_id);
select protect('search_terms');

create table credentials (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('password', 'totp', 'passkey')),
  -- passkeys: the credential id; others: the kind, so that an account has one
  key text not null,
  label text not null default '',
  -- Argon2id hash, sealed TOTP secret, or passkey public key; never readable in the clear
  secret text not null,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, account_id, kind, key),
  foreign key (tenant_id, account_id) references accounts (tenant_id, id)
);
select protect('credentials');

-- Identity key: (tenant, connection, issuer, immutable subject). Nothing else signs anybody in.
create table links (
  tenant_id uuid not null,
  connection_id uuid not null,
  issuer text not null,
  subject text not null,
  account_id uuid not null,
  stamp_id uuid not null,
  created_at timestamptz not null,
  constraint links_key primary key (tenant_id, connection_id, issuer, subject),
  foreign key (tenant_id, account_id) references accounts (tenant_id, id),
  foreign key (tenant_id, stamp_id) references stamps (tenant_id, id)
);
create index links_by_account on links (tenant_id, account_id);
create index links_by_stamp on links (tenant_id, stamp_id);
select protect('links');

create table role_grants (
  tenant_id uuid not null,
  account_id uuid not null,
  role_id uuid not null,
  user_type_id uuid not null,
  exclusive boolean not null,
  stamp_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, account_id, role_id),
  foreign key (tenant_id, account_id) references accounts (tenant_id, id),
  foreign key (tenant_id, stamp_id) references stamps (tenant_id, id)
);
create unique index role_grants_one_per_exclusive_type
  on role_grants (tenant_id, account_id, user_type_id) where exclusive;
create index role_grants_by_role on role_grants (tenant_id, role_id);
create index role_grants_by_stamp on role_grants (tenant_id, stamp_id);
select protect('role_grants');

create table group_members (
  tenant_id uuid not null,
  group_id uuid not null,
  account_id uuid not null,
  stamp_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, group_id, account_id),
  foreign key (tenant_id, account_id) references accounts (tenant_id, id),
  foreign key (tenant_id, stamp_id) references stamps (tenant_id, id)
);
create index group_members_by_account on group_members (tenant_id, account_id);
create index group_members_by_stamp on group_members (tenant_id, stamp_id);
select protect('group_members');

-- The before-image of an entity, once per run that changed it.
create table history (
  tenant_id uuid not null,
  entity text not null check (entity in ('account', 'profile')),
  entity_id uuid not null,
  stamp_id uuid not null,
  before jsonb,
  at timestamptz not null,
  primary key (tenant_id, entity, entity_id, stamp_id),
  foreign key (tenant_id, stamp_id) references stamps (tenant_id, id)
);
create index history_by_stamp on history (tenant_id, stamp_id);
select protect('history');

-- An administrator is an account of the home organization holding a console level.
create table administrators (
  tenant_id uuid not null,
  account_id uuid not null,
  level text not null check (level in ('owner', 'administrator', 'auditor')),
  -- null: all organizations
  organization_ids uuid[],
  created_at timestamptz not null,
  primary key (tenant_id, account_id),
  foreign key (tenant_id, account_id) references accounts (tenant_id, id)
);
select protect('administrators');
