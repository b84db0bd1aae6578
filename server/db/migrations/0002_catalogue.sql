-- What administrators configure: organizations, directories, portals, types and roles, groups, locations,
-- profile types and attributes, connections and their policies. Configuration is archived, never deleted.
create table organizations (
  tenant_id uuid not null,
  id uuid not null,
  uid text not null,
  name text not null,
  is_home boolean not null default false,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, uid)
);
create unique index organizations_one_home on organizations (tenant_id) where is_home;
select protect('organizations');

create table directories (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  uid text not null,
  name text not null,
  password_policy jsonb not null default '{}',
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, uid),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id)
);
create index directories_by_organization on directories (tenant_id, organization_id);
select protect('directories');

create table portals (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  directory_id uuid not null,
  uid text not null,
  name text not null,
  -- lower case, so that the lookup under row-level security is a plain equality
  name_key text not null check (name_key = lower(name_key)),
  url text not null check (url = lower(url)),
  state text not null default 'active' check (state in ('active', 'disabled', 'archived')),
  inactivity_minutes int not null default 30 check (inactivity_minutes between 1 and 10080),
  lifetime_hours int not null default 12 check (lifetime_hours between 1 and 720),
  retries int not null default 5 check (retries between 1 and 100),
  branding jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, uid),
  unique (tenant_id, url),
  unique (tenant_id, name_key),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id),
  foreign key (tenant_id, directory_id) references directories (tenant_id, id)
);
create index portals_by_organization on portals (tenant_id, organization_id);
create index portals_by_directory on portals (tenant_id, directory_id);
select protect('portals');

create table user_types (
  tenant_id uuid not null,
  id uuid not null,
  uid text not null,
  name text not null,
  -- an exclusive type allows one role per account
  exclusive boolean not null default false,
  -- types whose roles administer something; never grantable from claims by default
  administrative boolean not null default false,
  built_in boolean not null default false,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, uid)
);
select protect('user_types');

create table roles (
  tenant_id uuid not null,
  id uuid not null,
  user_type_id uuid not null,
  uid text not null,
  name text not null,
  -- names of identity-provider groups that stand for this role, compared exactly
  idp_groups text[] not null default '{}',
  built_in boolean not null default false,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, user_type_id, uid),
  foreign key (tenant_id, user_type_id) references user_types (tenant_id, id)
);
select protect('roles');

-- which portals a role opens
create table role_portals (
  tenant_id uuid not null,
  role_id uuid not null,
  portal_id uuid not null,
  primary key (tenant_id, role_id, portal_id),
  foreign key (tenant_id, role_id) references roles (tenant_id, id),
  foreign key (tenant_id, portal_id) references portals (tenant_id, id)
);
create index role_portals_by_portal on role_portals (tenant_id, portal_id);
select protect('role_portals');

create table groups (
  tenant_id uuid not null,
  id uuid not null,
  -- null: a group of the whole tenant
  organization_id uuid,
  uid text not null,
  name text not null,
  built_in boolean not null default false,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, uid),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id)
);
create index groups_by_organization on groups (tenant_id, organization_id);
select protect('groups');

create table locations (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  uid text not null,
  -- matched by exact name, never by id
  name text not null,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, uid),
  unique (tenant_id, organization_id, name),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id)
);
select protect('locations');

create table profile_types (
  tenant_id uuid not null,
  id uuid not null,
  uid text not null,
  name text not null,
  category text not null
    check (category in ('employee', 'non_employee', 'organization', 'assignment', 'other')),
  -- uids of the attributes that build a profile's name, in order
  naming text[] not null default '{}',
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, uid)
);
select protect('profile_types');

create table attributes (
  tenant_id uuid not null,
  id uuid not null,
  uid text not null,
  name text not null,
  kind text not null default 'text' check (kind in ('text', 'area', 'email', 'date')),
  -- values are kept as identifier rows too, so that a policy may match people by them
  identifier boolean not null default false,
  status text not null default 'active' check (status in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, uid)
);
select protect('attributes');

create table connections (
  tenant_id uuid not null,
  id uuid not null,
  -- part of the addresses identity providers know: generated, immutable
  uid text not null,
  organization_id uuid not null,
  portal_id uuid,
  kind text not null check (kind in ('saml', 'oidc')),
  name text not null,
  state text not null default 'active' check (state in ('active', 'disabled', 'archived')),
  position int not null default 0,
  config jsonb not null,
  -- client secret and the like, sealed by the key ring; see platform/secrets
  secrets text,
  -- domains whose verified addresses this connection may vouch for, lower case
  trusted_domains text[] not null default '{}',
  policy_version int not null default 1,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, uid),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id),
  foreign key (tenant_id, portal_id) references portals (tenant_id, id)
);
create index connections_by_portal on connections (tenant_id, portal_id, position);
create index connections_by_organization on connections (tenant_id, organization_id);
select protect('connections');

-- Every version that was ever in force, so that a recorded sign-in can be explained by the one that decided it.
create table policies (
  tenant_id uuid not null,
  connection_id uuid not null,
  version int not null,
  document jsonb not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, connection_id, version),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id)
);
select protect('policies');
