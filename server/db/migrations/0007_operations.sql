-- What the scheduler needs beside 0004 and 0005: sealing by writing transaction, retention of attempts' detail.

-- The sealer reads what was written since its last snapshot, and so by transaction.
create index audit_events_by_writer on audit_events (tenant_id, written_by);

-- Transaction numbers do not survive dump and restore: the sealer then marks what it has sealed as long past.
-- The column is no part of what is hashed, and nothing else of the row can be updated by anybody who serves.
create policy restamping on audit_events for update to postern_system using (true) with check (true);
grant update (written_by) on audit_events to postern_system;

-- After a week an attempt keeps who, when and why; what was sent is emptied.
grant update (detail) on attempts to postern_system;

create index throttles_by_age on throttles (updated_at);
create policy expiry on throttles to postern_system using (true);
grant select, delete on throttles to postern_system;

-- Mails that are done with are forgotten with their recipients' addresses.
create index outbox_done on outbox (created_at) where status <> 'queued';
grant delete on outbox to postern_system;
