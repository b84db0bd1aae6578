import type { LandingView, PortalLook, PortalView } from '@postern/contract/portal-view.ts'

const common = { locale: 'en', dir: 'ltr', demo: false } as const

const physicians: PortalLook = {
  name: 'Physicians',
  organization: 'Mercy General Hospital',
  home: '/p/physicians',
  branding: { logo: null, primary: null },
}
const contact = { label: 'Medical Staff Office', href: 'mailto:staff-office@mercy.example' }

const landing: LandingView = {
  ...common,
  page: 'landing',
  portal: physicians,
  person: { name: 'Amara Okafor', email: 'amara.okafor@mercy.example' },
  profile: { name: 'Amara Okafor', type: 'Physician', status: 'Active' },
  attributes: [
    { label: 'Licence number (NPI)', value: '1649872203' },
    { label: 'Specialty', value: 'Cardiology' },
    { label: 'Department', value: 'Heart and Vascular Centre' },
    { label: 'Pager', value: '' },
  ],
  roles: ['Attending physician', 'Research reader'],
  location: 'Main campus, Building C',
  since: '2026-11-21T10:42:00Z',
  timeZone: 'Europe/Berlin',
  inactivityMinutes: 30,
  signOut: { action: '/p/physicians/logout', csrf: { name: 'csrf', value: 'dGhlIHRva2Vu' } },
  contact,
}

const refused = {
  ...common,
  page: 'refused',
  portal: physicians,
  reference: 'K7F2-M9QD',
  contact,
  wayBack: '/p/physicians/login',
} as const

/** One view for each page and each of its states, by name: for looking at them and for tests. */
export const examples: Readonly<Record<string, PortalView>> = {
  login: {
    ...common,
    demo: true,
    page: 'login',
    portal: physicians,
    connections: [
      {
        uid: 'mercy_saml',
        label: 'Mercy staff account',
        href: '/sso/mercy_saml/login?return_to=%2Fp%2Fphysicians',
      },
      { uid: 'partners', label: 'Partner clinics', href: '/sso/partners/login?return_to=%2Fp%2Fphysicians' },
    ],
    contact,
  },
  'login-timed-out': {
    ...common,
    page: 'login',
    notice: 'timed-out',
    portal: { ...physicians, branding: { logo: logo('#c2410c'), primary: '#f2c230' } },
    connections: [{ uid: 'mercy_saml', label: 'Mercy staff account', href: '/sso/mercy_saml/login' }],
    contact: null,
  },
  'login-empty': { ...common, page: 'login', portal: physicians, connections: [], contact: null },
  landing,
  'landing-bare': {
    ...landing,
    demo: true,
    portal: { ...physicians, branding: { logo: logo('#7a1f5c'), primary: '#7a1f5c' } },
    person: { name: 'Priya Raman', email: null },
    profile: null,
    attributes: [],
    roles: [],
    location: null,
    contact: null,
  },
  'landing-rtl': {
    ...landing,
    dir: 'rtl',
    person: { name: 'سلمى الحداد', email: 'salma.haddad@mercy.example' },
    profile: { name: 'سلمى الحداد', type: 'طبيبة', status: 'On Leave' },
    roles: ['طبيبة قلب', 'Research reader'],
  },
  'signed-out': { ...common, page: 'signed-out', portal: physicians, wayBack: '/p/physicians/login' },
  refused: { ...refused, because: 'no-access' },
  'refused-start-again': { ...refused, because: 'start-again', contact: null },
  'refused-not-vouched': { ...refused, because: 'not-vouched' },
  'refused-sign-in-service': { ...refused, because: 'sign-in-service' },
  'refused-closed-rtl': { ...refused, because: 'closed', dir: 'rtl' },
  unavailable: { ...common, page: 'unavailable', portal: physicians, reference: 'P3XW-81TA', contact },
  'not-found': { ...common, page: 'not-found', reference: null },
}

function logo(colour: string): string {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="10" fill="${colour}"/><path d="M20 12h8v8h8v8h-8v8h-8v-8h-8v-8h8z" fill="#fff"/></svg>`
  return `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`
}
