/** Minutes without a request after which a console session ends. */
export const consoleIdleMinutes = 30
/** Hours after which a console session ends, used or not. */
export const consoleLifetimeHours = 12

/**
 * The sessions that count at instant $2, of tenant $1: not revoked, within lifetime and inactivity, the account
 * active, its profile admitting (end date!), the portal active or the console level held. The one predicate; every
 * statement that trusts a session selects from it.
 */
export const liveSessions = `
  select s.id, s.portal_id, s.connection_id, s.created_at, s.last_seen_at, s.expires_at, s.device,
         a.id as account_id, a.email, a.first_name, a.last_name, a.profile_id, m.level, m.organization_ids,
         o.uid as portal_uid, o.url as portal_url
  from sessions s
  join accounts a on a.tenant_id = s.tenant_id and a.id = s.account_id and a.status = 'active'
  left join profiles p on p.tenant_id = a.tenant_id and p.id = a.profile_id
  left join portals o on o.tenant_id = s.tenant_id and o.id = s.portal_id
  left join administrators m on m.tenant_id = s.tenant_id and m.account_id = s.account_id and s.portal_id is null
  where s.tenant_id = $1 and s.token_hash is not null and s.revoked_at is null and s.expires_at > $2
    and s.last_seen_at > $2::timestamptz - make_interval(mins => coalesce(o.inactivity_minutes, ${consoleIdleMinutes}))
    and (p.id is null or profile_admits(p.archived, p.status, p.end_date, p.time_zone, $2))
    and (case when s.portal_id is null then m.level is not null else o.state = 'active' end)`
