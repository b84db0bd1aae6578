-- Tenants, the hosts they answer on, and the machinery that isolates them.
--
-- Roles are cluster-wide in PostgreSQL, hence the prefix. The owner migrates; the server switches to one of
-- these two for every transaction: postern_app sees one tenant, postern_system the few tables named below.
do $$
declare
  working text;
begin
  foreach working in array array['postern_app', 'postern_system'] loop
    continue when exists (select from pg_roles where rolname = working);
    begin
      execute format('create role %I nologin nobypassrls', working);
    exception when duplicate_object or unique_violation then
      null; -- another database of this cluster was migrated in the same moment
    end;
  end loop;
end $$;

-- The tenant of the running transaction, null outside one. `nullif` because a setting that was made local
-- once reads as '' afterwards on a pooled connection.
create function current_tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('postern.tenant', true), '')::uuid;

-- Puts a tenant-owned table behind forced row-level security. The sub-select makes the setting an init plan,
-- read once a statement instead of once a row.
create function protect(target regclass) returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_isolation on %s to postern_app
       using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))', target);
  execute format('grant select, insert, update, delete on %s to postern_app', target);
end $$;
revoke execute on function protect(regclass) from public;

-- Registry tables: read before a tenant is known, so their keys do not lead with tenant_id.
create table tenants (
  id uuid primary key,
  uid text not null unique,
  name text not null,
  -- scheme, host and port that links in mails and metadata use; null until the first start has told it
  canonical_origin text,
  status text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null default now()
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy own_tenant on tenants to postern_app using (id = (select current_tenant()));
create policy registry on tenants to postern_system using (true) with check (true);
grant select, update on tenants to postern_app;
grant select, insert, update on tenants to postern_system;

create table tenant_hosts (
  host text primary key check (host = lower(host)),
  tenant_id uuid not null references tenants (id),
  created_at timestamptz not null default now()
);
create index tenant_hosts_by_tenant on tenant_hosts (tenant_id);
alter table tenant_hosts enable row level security;
alter table tenant_hosts force row level security;
create policy own_hosts on tenant_hosts to postern_app
  using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()));
create policy registry on tenant_hosts to postern_system using (true) with check (true);
grant select on tenant_hosts to postern_app;
grant select, insert, delete on tenant_hosts to postern_system;
