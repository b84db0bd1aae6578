import { accounts } from '@postern/contract/api/accounts.ts'
import { administrators } from '@postern/contract/api/administrators.ts'
import { apiKeys } from '@postern/contract/api/api-keys.ts'
import { attempts } from '@postern/contract/api/attempts.ts'
import { attributes } from '@postern/contract/api/attributes.ts'
import { auditEvents } from '@postern/contract/api/audit-events.ts'
import { connections } from '@postern/contract/api/connections.ts'
import { directories } from '@postern/contract/api/directories.ts'
import { groups } from '@postern/contract/api/groups.ts'
import { locations } from '@postern/contract/api/locations.ts'
import type { Operation } from '@postern/contract/api/operation.ts'
import { organizations } from '@postern/contract/api/organizations.ts'
import { outbox } from '@postern/contract/api/outbox.ts'
import { portals } from '@postern/contract/api/portals.ts'
import { profileTypes } from '@postern/contract/api/profile-types.ts'
import { profiles } from '@postern/contract/api/profiles.ts'
import { roles } from '@postern/contract/api/roles.ts'
import { userTypes } from '@postern/contract/api/user-types.ts'
import {
  IconAddressBook,
  IconBuilding,
  IconBuildingArch,
  IconDoorEnter,
  IconForms,
  IconGauge,
  IconHistory,
  IconId,
  IconKey,
  IconListDetails,
  IconMail,
  IconMapPin,
  IconPlugConnected,
  IconShieldLock,
  IconTags,
  IconUserCheck,
  IconUserCog,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { mayCall, useSession } from '../api/session.ts'

interface Entry {
  readonly to: string
  readonly label: string
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>
  /** Hidden from whoever may not call it. Without a scope of its own a page is everybody's. */
  readonly needs?: Operation
}

const sections: readonly { readonly label: string | null; readonly entries: readonly Entry[] }[] = [
  { label: null, entries: [{ to: '/', label: 'Overview', icon: IconGauge }] },
  {
    label: 'Front doors',
    entries: [
      { to: '/portals', label: 'Portals', icon: IconBuildingArch, needs: portals.list },
      { to: '/connections', label: 'Connections', icon: IconPlugConnected, needs: connections.list },
    ],
  },
  {
    label: 'People',
    entries: [
      { to: '/accounts', label: 'Accounts', icon: IconUsers, needs: accounts.list },
      { to: '/profiles', label: 'Profiles', icon: IconId, needs: profiles.list },
    ],
  },
  {
    label: 'Evidence',
    entries: [
      { to: '/attempts', label: 'Sign-in attempts', icon: IconDoorEnter, needs: attempts.list },
      { to: '/audit', label: 'Audit log', icon: IconHistory, needs: auditEvents.list },
      { to: '/outbox', label: 'Outbox', icon: IconMail, needs: outbox.list },
    ],
  },
  {
    label: 'Structure',
    entries: [
      { to: '/organizations', label: 'Organizations', icon: IconBuilding, needs: organizations.list },
      { to: '/directories', label: 'Directories', icon: IconAddressBook, needs: directories.list },
      { to: '/user-types', label: 'User types', icon: IconTags, needs: userTypes.list },
      { to: '/roles', label: 'Roles', icon: IconUserCheck, needs: roles.list },
      { to: '/groups', label: 'Groups', icon: IconUsersGroup, needs: groups.list },
      { to: '/locations', label: 'Locations', icon: IconMapPin, needs: locations.list },
      { to: '/profile-types', label: 'Profile types', icon: IconForms, needs: profileTypes.list },
      { to: '/attributes', label: 'Attributes', icon: IconListDetails, needs: attributes.list },
    ],
  },
  {
    label: 'Settings',
    entries: [
      { to: '/administrators', label: 'Administrators', icon: IconShieldLock, needs: administrators.list },
      { to: '/api-keys', label: 'API keys', icon: IconKey, needs: apiKeys.list },
      { to: '/me', label: 'My account', icon: IconUserCog },
    ],
  },
]

export function Navigation() {
  const session = useSession()
  if (!session) return null
  return (
    <div className="nav">
      {sections.map(group => {
        const shown = group.entries.filter(entry => !entry.needs || mayCall(session, entry.needs))
        if (shown.length === 0) return null
        const list = (
          <ul aria-label={group.label ?? 'Start'}>
            {shown.map(entry => (
              <li key={entry.to}>
                <Link to={entry.to} className="nav-link" activeOptions={{ exact: entry.to === '/' }}>
                  <entry.icon size={17} stroke={1.6} aria-hidden />
                  {entry.label}
                </Link>
              </li>
            ))}
          </ul>
        )
        return (
          <div key={group.label ?? 'start'}>
            {group.label && (
              <div className="nav-group" aria-hidden>
                {group.label}
              </div>
            )}
            {list}
          </div>
        )
      })}
    </div>
  )
}
