import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
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
/** A page behind the sign-in, with the filters its address may carry. */
const at = <Path extends string, Filter extends string = never>(
  path: Path,
  load: Load,
  ...filters: readonly Filter[]
) =>
  createRoute({
    getParentRoute: () => inside,
    path,
    validateSearch: textFilters<Filter>(...filters),
    component: page(load),
  })

const portal = at('/portals/$portal', () => import('./pages/portal.tsx'))
const portalPart = <Path extends string>(path: Path, load: Load) =>
  createRoute({ getParentRoute: () => portal, path, component: page(load) })
const connection = at('/connections/$connection', () => import('./pages/connection.tsx'))
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
    at('/', () => import('./pages/overview.tsx')),
    at('/portals', () => import('./pages/portals.tsx'), 'search', 'organization', 'state'),
    at('/portals/new', () => import('./pages/portal-new.tsx'), 'organization'),
    portal.addChildren([
      portalPart('/', () => import('./pages/portal-info.tsx')),
      portalPart('sign-in', () => import('./pages/portal-sign-in.tsx')),
      portalPart('roles', () => import('./pages/portal-roles.tsx')),
      portalPart('activity', () => import('./pages/portal-activity.tsx')),
    ]),
    at('/connections', () => import('./pages/connections.tsx'), 'search', 'portal'),
    at('/connections/new', () => import('./pages/connection-new.tsx'), 'portal'),
    connection.addChildren([
      connectionPart('/', () => import('./pages/connection-settings.tsx')),
      connectionPart('policy', () => import('./pages/connection-policy.tsx')),
      connectionPart('versions', () => import('./pages/connection-versions.tsx')),
      connectionPart('activity', () => import('./pages/connection-activity.tsx')),
    ]),
    at('/accounts', () => import('./pages/accounts.tsx'), 'search', 'organization', 'directory', 'status'),
    at('/accounts/$account', () => import('./pages/account.tsx')),
    at('/profiles', () => import('./pages/profiles.tsx'), 'search', 'organization', 'profileType', 'status'),
    at('/profiles/$profile', () => import('./pages/profile.tsx')),
    at(
      '/attempts',
      () => import('./pages/attempts.tsx'),
      'outcome',
      'reason',
      'portal',
      'connection',
      'account',
    ),
    at('/attempts/$attempt', () => import('./pages/attempt.tsx')),
    at('/audit', () => import('./pages/audit.tsx'), 'event', 'entity', 'actor', 'from', 'to'),
    at('/outbox', () => import('./pages/outbox.tsx'), 'status'),
    at('/organizations', () => import('./pages/organizations.tsx'), 'search', 'edit'),
    at('/directories', () => import('./pages/directories.tsx'), 'search', 'edit'),
    at('/user-types', () => import('./pages/user-types.tsx'), 'search', 'edit'),
    at('/roles', () => import('./pages/roles.tsx'), 'search', 'userType', 'edit'),
    at('/groups', () => import('./pages/groups.tsx'), 'search', 'edit'),
    at('/locations', () => import('./pages/locations.tsx'), 'search', 'edit'),
    at('/profile-types', () => import('./pages/profile-types.tsx'), 'search', 'edit'),
    at('/attributes', () => import('./pages/attributes.tsx'), 'search', 'edit'),
    at('/administrators', () => import('./pages/administrators.tsx'), 'edit'),
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
