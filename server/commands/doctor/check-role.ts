import type { Config } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

interface Login {
  name: string
  is_super: boolean
  bypasses: boolean
  owns: boolean
  serves: boolean
}

/** The serving login of PostgreSQL: it should own nothing and bypass nothing, so that tenants stay apart by force. */
export async function checkRole(db: Database, { database }: Pick<Config, 'database'>): Promise<Finding[]> {
  if (database.engine === 'pglite') return []
  const { rows } = await db.pool.query<Login>(`
    select r.rolname as name, r.rolsuper as is_super, r.rolbypassrls as bypasses,
      exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace) as owns,
      coalesce((select bool_and(pg_has_role(r.oid, w.oid, 'usage'))
                from pg_roles w where w.rolname in ('postern_app', 'postern_system')), false) as serves
    from pg_roles r where r.rolname = session_user`)
  const [login] = rows
  if (!login) return []
  const powers = [
    ...(login.is_super ? ['is a superuser'] : []),
    ...(login.bypasses ? ['bypasses row-level security'] : []),
    ...(login.owns ? ['owns tables'] : []),
  ]
  const findings: Finding[] = []
  if (powers.length > 0) {
    findings.push(
      warn(
        'role',
        `${login.name} ${powers.join(', ')}`,
        'Serve as a login of its own: docs/operate.md, “PostgreSQL”, and name the owner in POSTERN_MIGRATE_URL.',
      ),
    )
  }
  if (!login.serves) {
    const mend = 'Run postern migrate with POSTERN_MIGRATE_URL; the login must inherit (not NOINHERIT).'
    findings.push(fail('role', `${login.name} may not use postern_app and postern_system`, mend))
  }
  return findings.length > 0 ? findings : [ok('role', `${login.name} owns nothing and bypasses nothing`)]
}
