import type { ConfigurationProblem } from './configuration-error.ts'
import { type Environment, secretVariables } from './secret-variables.ts'
import { variableNames } from './variables.ts'

/** Read by the test runner and its children, never by the server. */
const testPrefix = 'POSTERN_TEST_'

/** Complains about each `POSTERN_*` variable that means nothing: a misspelt switch must not be silently off. */
export function unknownNames(env: Environment): ConfigurationProblem[] {
  const known = [...variableNames, ...secretVariables.map(name => `${name}_FILE`)]
  return Object.keys(env)
    .filter(name => name.startsWith('POSTERN_') && !name.startsWith(testPrefix) && !known.includes(name))
    .sort()
    .map(name => ({
      variable: name,
      wrong: 'is not a setting of Postern',
      mend: `Did you mean ${nearest(name, known)}? Otherwise remove it.`,
    }))
}

function nearest(name: string, known: readonly string[]): string {
  const sorted = known
    .filter(candidate => candidate.startsWith('POSTERN_'))
    .map(candidate => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance)
  return sorted[0]?.candidate ?? 'POSTERN_DATA'
}

/** Levenshtein: how many letters must be put in, taken out or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
