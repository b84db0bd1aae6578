-- Sign-ins: in flight, attempted, consumed; sessions; keys; counters.

-- A sign-in in flight. Its token travels as SAML request id or OAuth state and is kept hashed.
create table flows (
  tenant_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  portal_id uuid not null,
  connection_id uuid not null,
  -- hash of the cookie of the browser that started it
  browser_hash bytea not null,
  -- allow-listed relative path
  return_to text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash)
);
create index flows_by_expiry on flows (expires_at);
select protect('flows');
create policy expiry on flows to postern_system using (true);
grant select, delete on flows to postern_system;

create table consumed_assertions (
  tenant_id uuid not null,
  connection_id uuid not null,
  assertion_hash bytea not null,
  expires_at timestamptz not null,
  constraint consumed_assertions_key primary key (tenant_id, connection_id, assertion_hash)
);
create index consumed_assertions_by_expiry on consumed_assertions (expires_at);
select protect('consumed_assertions');
create policy expiry on consumed_assertions to postern_system using (true);
grant select, delete on consumed_assertions to postern_system;

create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  -- null while the hand-off waits for the browser that started the sign-in
  token_hash bytea,
  handoff_hash bytea,
  browser_hash bytea,
  return_to text,
  account_id uuid not null,
  -- null: the console
  portal_id uuid,
  connection_id uuid,
  -- what the identity provider calls this session, for logout
  upstream jsonb not null default '{}',
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  unique (tenant_id, handoff_hash),
  foreign key (tenant_id, account_id) references accounts (tenant_id, id)
);
create index sessions_by_account on sessions (tenant_id, account_id);
create index sessions_by_expiry on sessions (expires_at);
select protect('sessions');
create policy expiry on sessions to postern_system using (true);
grant select, delete on sessions to postern_system;

-- What came to the door. Partitioned by the time inside the UUIDv7 id, so that retention drops partitions.
create table attempts (
  tenant_id uuid not null,
  id uuid not null,
  -- what the person sees and an administrator types in
  short_id text not null,
  portal_id uuid,
  connection_id uuid,
  account_id uuid,
  outcome text not null check (outcome in ('admitted', 'refused')),
  reason text,
  kind text not null,
  at timestamptz not null,
  -- redacted claims, facts and policy version; failed check, expected and received
  detail jsonb not null default '{}',
  primary key (tenant_id, id)
) partition by range (id);
create table attempts_default partition of attempts default;
create index attempts_by_short_id on attempts (tenant_id, short_id);
create index attempts_by_portal on attempts (tenant_id, portal_id, id);
create index attempts_by_account on attempts (tenant_id, account_id, id);
select protect('attempts');
create policy retention on attempts to postern_system using (true);
grant select, delete on attempts to postern_system;

-- Failed tries of one task by one subject, for growing delays.
create table throttles (
  tenant_id uuid not null,
  task text not null,
  subject_hash bytea not null,
  failures int not null,
  blocked_until timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, task, subject_hash)
);
select protect('throttles');

-- Challenges handed to a browser that must come back once: WebAuthn, TOTP enrolment, second steps.
create table challenges (
  tenant_id uuid not null,
  token_hash bytea not null,
  kind text not null,
  account_id uuid,
  data jsonb not null,
  expires_at timestamptz not null,
  primary key (tenant_id, token_hash)
);
create index challenges_by_expiry on challenges (expires_at);
select protect('challenges');
create policy expiry on challenges to postern_system using (true);
grant select, delete on challenges to postern_system;

create table setup_codes (
  tenant_id uuid not null,
  code_hash bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, code_hash)
);
select protect('setup_codes');

create table api_keys (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  -- shown in lists so that a leaked key can be recognized
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, secret_hash)
);
select protect('api_keys');

create table idempotency_keys (
  tenant_id uuid not null,
  principal text not null,
  key text not null,
  request_hash bytea not null,
  status int not null,
  response jsonb not null,
  expires_at timestamptz not null,
  primary key (tenant_id, principal, key)
);
create index idempotency_keys_by_expiry on idempotency_keys (expires_at);
select protect('idempotency_keys');
create policy expiry on idempotency_keys to postern_system using (true);
grant select, delete on idempotency_keys to postern_system;
