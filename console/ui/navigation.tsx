import type { Scope } from '@postern/contract/access.ts'
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
import { useSession } from '../api/session.ts'

interface Entry {
  readonly to: string
  readonly label: string
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>
  /** Hidden from whoever may not even look. */
  readonly scope?: Scope
}

const groups: readonly { readonly label: string | null; readonly entries: readonly Entry[] }[] = [
  { label: null, entries: [{ to: '/', label: 'Overview', icon: IconGauge }] },
  {
    label: 'Front doors',
    entries: [
      { to: '/portals', label: 'Portals', icon: IconBuildingArch, scope: 'configuration:read' },
      { to: '/connections', label: 'Connections', icon: IconPlugConnected, scope: 'configuration:read' },
    ],
  },
  {
    label: 'People',
    entries: [
      { to: '/accounts', label: 'Accounts', icon: IconUsers, scope: 'people:read' },
      { to: '/profiles', label: 'Profiles', icon: IconId, scope: 'people:read' },
    ],
  },
  {
    label: 'Evidence',
    entries: [
      { to: '/attempts', label: 'Sign-in attempts', icon: IconDoorEnter, scope: 'audit:read' },
      { to: '/audit', label: 'Audit log', icon: IconHistory, scope: 'audit:read' },
      { to: '/outbox', label: 'Outbox', icon: IconMail, scope: 'audit:read' },
    ],
  },
  {
    label: 'Structure',
    entries: [
      { to: '/organizations', label: 'Organizations', icon: IconBuilding, scope: 'configuration:read' },
      { to: '/directories', label: 'Directories', icon: IconAddressBook, scope: 'configuration:read' },
      { to: '/user-types', label: 'User types', icon: IconTags, scope: 'configuration:read' },
      { to: '/roles', label: 'Roles', icon: IconUserCheck, scope: 'configuration:read' },
      { to: '/groups', label: 'Groups', icon: IconUsersGroup, scope: 'configuration:read' },
      { to: '/locations', label: 'Locations', icon: IconMapPin, scope: 'configuration:read' },
      { to: '/profile-types', label: 'Profile types', icon: IconForms, scope: 'configuration:read' },
      { to: '/attributes', label: 'Attributes', icon: IconListDetails, scope: 'configuration:read' },
    ],
  },
  {
    label: 'Settings',
    entries: [
      { to: '/administrators', label: 'Administrators', icon: IconShieldLock, scope: 'administrators:write' },
      { to: '/api-keys', label: 'API keys', icon: IconKey, scope: 'keys:read' },
      { to: '/me', label: 'My account', icon: IconUserCog },
    ],
  },
]

export function Navigation() {
  const scopes = useSession()?.scopes ?? []
  return (
    <div className="nav">
      {groups.map(group => {
        const shown = group.entries.filter(entry => !entry.scope || scopes.includes(entry.scope))
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
