-- Audit (append-only, sealed in segments) and the outbox.
create table audit_events (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  event text not null,
  actor_kind text not null check (actor_kind in ('account', 'api_key', 'connection', 'system', 'anonymous')),
  actor_id uuid,
  organization_id uuid,
  entity text,
  entity_id uuid,
  detail jsonb not null default '{}',
  -- the transaction that wrote the row: the sealer takes what became visible since its last snapshot
  written_by xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, id)
) partition by range (id);
create table audit_events_default partition of audit_events default;
create index audit_events_by_entity on audit_events (tenant_id, entity_id, id);
create index audit_events_by_event on audit_events (tenant_id, event, id);
select protect('audit_events');
revoke update, delete on audit_events from postern_app;
create policy sealing on audit_events for select to postern_system using (true);
grant select on audit_events to postern_system;

create table audit_segments (
  tenant_id uuid not null,
  number int not null,
  -- pg_snapshot as text: what was visible when the segment closed
  snapshot text not null,
  event_ids uuid[] not null,
  previous_hash bytea not null,
  hash bytea not null,
  signature bytea not null,
  key_id text not null,
  closed_at timestamptz not null,
  primary key (tenant_id, number)
);
select protect('audit_segments');
revoke insert, update, delete on audit_segments from postern_app;
create policy sealing on audit_segments to postern_system using (true) with check (true);
grant select, insert on audit_segments to postern_system;

create table outbox (
  tenant_id uuid not null,
  id uuid not null,
  template text not null,
  recipient text not null,
  data jsonb not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  tries int not null default 0,
  next_try_at timestamptz not null,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, id)
);
create index outbox_due on outbox (next_try_at) where status = 'queued';
select protect('outbox');
create policy relay on outbox to postern_system using (true);
grant select, update on outbox to postern_system;
