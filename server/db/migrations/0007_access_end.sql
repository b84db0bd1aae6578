-- When access ends, in one place; and what names a session in a list.

-- The instant at which somebody whose last day of access is `last_day` loses it: the following local midnight in
-- the profile's time zone (where a clock change skips midnight, the first instant of that day). Null: never.
create function access_ends_at(last_day date, zone text) returns timestamptz
  language sql immutable parallel safe
  return ((last_day + 1)::timestamp at time zone zone);

-- Whether a profile lets its account in at an instant. Everything that admits asks this one function: sign-in,
-- session, API, SCIM, aggregation. An account without a profile has no row to ask about and is not kept out.
create function profile_admits(archived boolean, status text, last_day date, zone text, at timestamptz) returns boolean
  language sql immutable parallel safe
  return not archived and status <> 'Terminated' and coalesce(access_ends_at(last_day, zone) > at, true);

-- Browser and system as the browser names itself, so that people recognize a session in a list.
alter table sessions add column device text not null default '';
