-- What keeps a session alive, and what names it in a list.

-- Whether a profile lets its account in at an instant. An account without a profile has no row to ask about and
-- is not kept out.
create function profile_admits(archived boolean, status text, end_date date, time_zone text, at timestamptz) returns boolean
  language sql stable parallel safe
  return not archived and status <> 'Terminated' and coalesce(access_ends_at(end_date, time_zone) > at, true);

-- Browser and system as the browser names itself, so that people recognize a session in a list.
alter table sessions add column device text not null default '';

-- An account's open links and steps stop working together when its password or level changes.
create index challenges_by_account on challenges (tenant_id, account_id);
