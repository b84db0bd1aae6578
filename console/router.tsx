import { accounts } from '@postern/contract/api/accounts.ts'
import { attempts } from '@postern/contract/api/attempts.ts'
import { connections } from '@postern/contract/api/connections.ts'
import { outbox } from '@postern/contract/api/outbox.ts'
import { overview } from '@postern/contract/api/overview.ts'
import { portals } from '@postern/contract/api/portals.ts'
import { profiles } from '@postern/contract/api/profiles.ts'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { type Begin, lists, reads } from './api/begin.ts'
import { queryClient, whenSignedOut } from './api/query-client.ts'
import { currentSession, isSetUpOpen, sessionQuery } from './api/session.ts'
import { textFilters } from './table/use-filters.ts'
import { Loading } from './ui/loaded.tsx'
import { noteNavigation } from './ui/navigated.ts'
import { PageFailed } from './ui/page-failed.tsx'
import { PageUnknown } from './ui/page-unknown.tsx'
import { Shell } from './ui/shell.tsx'

/** Every page of the console: address → file. Each page is loaded when it is first visited. */

const root = createRootRoute({ component: Outlet, notFoundComponent: PageUnknown })
const page = (load: () => Promise<{ Page: () => React.ReactNode }>) => lazyRouteComponent(load, 'Page')

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: page(() => import('./pages/set-up.tsx')),
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: textFilters('next'),
  component: page(() => import('./pages/sign-in.tsx')),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: page(() => import('./pages/invitation.tsx')),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ location }) => {
    if (await currentSession()) return
    if (await isSetUpOpen()) throw redirect({ to: '/set-up' })
    throw redirect({ to: '/sign-in', search: { next: location.href } })
  },
})

type Load = Parameters<typeof page>[0]
interface More<Filter extends string> {
  /** The filters the address may carry. */
  readonly filters?: readonly Filter[]
  readonly begin?: Begin
}
/** A page behind the sign-in. */
const at = <Path extends string, Filter extends string = never>(
  path: Path,
  load: Load,
  more: More<Filter> = {},
) =>
  createRoute({
    getParentRoute: () => inside,
    path,
    validateSearch: textFilters<Filter>(...(more.filters ?? [])),
    loaderDeps: ({ search }) => search,
    loader: ({ params, deps }) => more.begin?.(params, deps),
    component: page(load),
  })

const portal = at('/portals/$portal', () => import('./pages/portal.tsx'), { begin: reads(portals.read) })
const portalPart = <Path extends string>(path: Path, load: Load) =>
  createRoute({ getParentRoute: () => portal, path, component: page(load) })
const connection = at('/connections/$connection', () => import('./pages/connection.tsx'), {
  begin: reads(connections.read),
})
const connectionPart = <Path extends string>(path: Path, load: Load) =>
  createRoute({
    getParentRoute: () => connection,
    path,
    validateSearch: textFilters('attempt'),
    component: page(load),
  })

const routes = root.addChildren([
  setUp,
  signIn,
  invitation,
  inside.addChildren([
    at('/', () => import('./pages/overview.tsx'), { begin: reads(overview.read) }),
    at('/portals', () => import('./pages/portals.tsx'), {
      filters: ['search', 'organization', 'state'],
      begin: lists(portals.list),
    }),
    at('/portals/new', () => import('./pages/portal-new.tsx'), { filters: ['organization'] }),
    portal.addChildren([
      portalPart('/', () => import('./pages/portal-info.tsx')),
      portalPart('sign-in', () => import('./pages/portal-sign-in.tsx')),
      portalPart('roles', () => import('./pages/portal-roles.tsx')),
      portalPart('activity', () => import('./pages/portal-activity.tsx')),
    ]),
    at('/connections', () => import('./pages/connections.tsx'), {
      filters: ['search', 'portal'],
      begin: lists(connections.list),
    }),
    at('/connections/new', () => import('./pages/connection-new.tsx'), { filters: ['portal'] }),
    connection.addChildren([
      connectionPart('/', () => import('./pages/connection-settings.tsx')),
      connectionPart('policy', () => import('./pages/connection-policy.tsx')),
      connectionPart('versions', () => import('./pages/connection-versions.tsx')),
      connectionPart('activity', () => import('./pages/connection-activity.tsx')),
    ]),
    at('/accounts', () => import('./pages/accounts.tsx'), {
      filters: ['search', 'organization', 'directory', 'status'],
      begin: lists(accounts.list),
    }),
    at('/accounts/$account', () => import('./pages/account.tsx'), { begin: reads(accounts.read) }),
    at('/profiles', () => import('./pages/profiles.tsx'), {
      filters: ['search', 'organization', 'profileType', 'status'],
      begin: lists(profiles.list),
    }),
    at('/profiles/$profile', () => import('./pages/profile.tsx'), { begin: reads(profiles.read) }),
    at('/attempts', () => import('./pages/attempts.tsx'), {
      filters: ['outcome', 'reason', 'portal', 'connection', 'account'],
      begin: lists(attempts.list),
    }),
    at('/attempts/$attempt', () => import('./pages/attempt.tsx'), { begin: reads(attempts.read) }),
    at('/audit', () => import('./pages/audit.tsx'), { filters: ['event', 'entity', 'actor', 'from', 'to'] }),
    at('/outbox', () => import('./pages/outbox.tsx'), { filters: ['status'], begin: lists(outbox.list) }),
    at('/organizations', () => import('./pages/organizations.tsx'), { filters: ['search', 'edit'] }),
    at('/directories', () => import('./pages/directories.tsx'), { filters: ['search', 'edit'] }),
    at('/user-types', () => import('./pages/user-types.tsx'), { filters: ['search', 'edit'] }),
    at('/roles', () => import('./pages/roles.tsx'), { filters: ['search', 'userType', 'edit'] }),
    at('/groups', () => import('./pages/groups.tsx'), { filters: ['search', 'edit'] }),
    at('/locations', () => import('./pages/locations.tsx'), { filters: ['search', 'edit'] }),
    at('/profile-types', () => import('./pages/profile-types.tsx'), { filters: ['search', 'edit'] }),
    at('/attributes', () => import('./pages/attributes.tsx'), { filters: ['search', 'edit'] }),
    at('/administrators', () => import('./pages/administrators.tsx'), { filters: ['edit'] }),
    at('/api-keys', () => import('./pages/api-keys.tsx')),
    at('/me', () => import('./pages/me.tsx')),
  ]),
])

export const router = createRouter({
  routeTree: routes,
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Loading what="the page" />,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: PageUnknown,
  scrollRestoration: true,
  // filters are plain text: `?search=0012` stays what was typed
  parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: search => {
    const text = new URLSearchParams(search as Record<string, string>).toString()
    return text ? `?${text}` : ''
  },
})

router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
  if (fromLocation && pathChanged) noteNavigation()
})

whenSignedOut(() => {
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in' || pathname === '/set-up' || pathname === '/invitation') return
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey })
  void router.navigate({ to: '/sign-in', search: { next: href }, ignoreBlocker: true })
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
