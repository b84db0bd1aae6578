-- The instant at which access ends: the end date is the last day of access, so it is the following midnight in
-- the profile's time zone. The one predicate for sign-in, session, API and aggregation.
create function access_ends_at(end_date date, time_zone text) returns timestamptz
  language sql stable parallel safe
  return ((end_date + 1)::timestamp at time zone time_zone);

-- Aborts the transaction when rows that were read have changed meanwhile: the caller retries from facts. Used
-- inside statements that travel together with their commit, where nobody is left to look at a row count.
create function demand(met boolean) returns void
  language plpgsql as $$
begin
  if met is not true then
    raise exception 'the facts changed' using errcode = 'serialization_failure';
  end if;
end $$;
