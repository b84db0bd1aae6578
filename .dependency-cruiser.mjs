// Who may import whom (ARCHITECTURE.md, "The walls"). Paths are relative to the repository.
const tests = '\\.test\\.tsx?$'
const stages = '^server/(verify|directory|facts|apply|catalogue|session|audit|mail|aggregate)/'
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const only = (name, comment, folder, allowed) =>
  rule(name, comment, { path: folder, pathNot: tests }, { pathNot: allowed, dependencyTypesNot: ['core'] })

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    only('contract-imports-the-schema-library', 'contract is shared by every program', '^contract/', [
      '^contract/',
      'node_modules/zod/',
    ]),
    only('core-imports-contract', 'the core is pure', '^core/', ['^core/', '^contract/']),
    rule(
      'core-has-no-io',
      'no clock, no randomness, no I/O',
      { path: '^(core|contract)/', pathNot: tests },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'stages-do-not-call-each-other',
      'flows compose stages; apply alone may append audit events and outbox rows',
      {
        path: '^server/(verify|directory|facts|apply|catalogue|session|audit|mail|aggregate)/',
        pathNot: tests,
      },
      {
        path: stages,
        pathNot: ['^server/$1/', '^server/audit/append\\.ts$', '^server/mail/outbox\\.ts$'],
      },
    ),
    rule(
      'only-apply-appends-audit',
      'of the stages',
      { path: '^server/(verify|directory|facts|catalogue|session|mail|aggregate)/', pathNot: tests },
      { path: '^server/(audit/append|mail/outbox)\\.ts$', pathNot: '^server/$1/' },
    ),
    rule(
      'stages-do-not-look-up',
      'no stage calls back up the route',
      { path: stages, pathNot: tests },
      { path: '^server/(http|flows|jobs|commands|(app|background|main)\\.ts)' },
    ),
    rule(
      'flows-do-not-look-up',
      'flows and jobs are called by http and the command line',
      { path: '^server/(flows|jobs)/', pathNot: tests },
      { path: '^server/(http|commands|(app|background|main)\\.ts)' },
    ),
    rule(
      'http-does-not-query',
      'http imports flows and contract',
      { path: '^server/http/', pathNot: tests },
      { path: ['^server/db/', stages] },
    ),
    rule('nothing-imports-main', 'main is the process', {}, { path: '^server/main\\.ts$' }),
    rule(
      'xml-lives-in-verify-saml',
      'one home per hazard',
      { path: '^server/', pathNot: ['^server/verify/saml/', tests] },
      { path: 'node_modules/(libxml2-wasm|@node-saml)/' },
    ),
    rule(
      'drivers-live-in-db',
      'one home per hazard',
      { path: '^(server|portal|console|sdk|core|contract)/', pathNot: ['^server/db/', tests] },
      { path: 'node_modules/(pg|@electric-sql|kysely-codegen)/' },
    ),
    rule(
      'outbound-lives-in-platform',
      'one home per hazard',
      { path: '^server/', pathNot: ['^server/platform/', tests] },
      { path: 'node_modules/undici/' },
    ),
    rule(
      'production-never-loads-the-sandbox',
      'the composition alone may load it, behind a switch',
      { path: '^(contract|core|server|portal|console|sdk)/', pathNot: [tests, '^server/background\\.ts$'] },
      { path: '^demo/' },
    ),
    only('portal-imports-contract', 'pages are rendered from a view', '^portal/', ['^portal/', '^contract/']),
    only('console-imports-contract-and-sdk', 'nothing else of the server', '^console/', [
      '^console/',
      '^contract/',
      '^sdk/',
      'node_modules/',
    ]),
    only('sdk-imports-contract', 'a client', '^sdk/', [
      '^sdk/',
      '^contract/',
      'node_modules/',
      '^server/http/api/openapi\\.ts$',
    ]),
    rule(
      'no-cycles',
      'a cycle is two rooms without a wall',
      { path: '^(contract|core|server|portal|demo)/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'no-test-code-in-the-product',
      'fixtures stay out',
      { path: '^(contract|core|server|portal|console|sdk|demo)/', pathNot: [tests, 'test-browser'] },
      { path: '^(testdata|e2e|bench)/' },
    ),
    rule('declared', 'every import resolves', {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', 'sdk/generated'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
}
