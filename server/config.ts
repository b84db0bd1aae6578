import { checkTogether } from './config/check-together.ts'
import type { Config } from './config/config-shape.ts'
import { ConfigurationError } from './config/configuration-error.ts'
import { unknownNames } from './config/known-names.ts'
import { type Environment, readSecretFiles } from './config/secret-variables.ts'
import { parseVariables } from './config/variables.ts'

export type { Config } from './config/config-shape.ts'
export { ConfigurationError } from './config/configuration-error.ts'
export type { Environment } from './config/secret-variables.ts'

/**
 * Reads the environment once. Everything the process may be told stands in `config/variables.ts`, with its
 * default; docs/operate.md describes it.
 * @throws ConfigurationError naming every variable that is wrong, all at once, never a secret's value
 */
export function readConfig(env: Environment): Config {
  const secrets = readSecretFiles(env)
  const { variables, problems } = parseVariables(secrets.env)
  const all = [...unknownNames(env), ...secrets.problems, ...problems]
  if (variables === undefined || all.length > 0) throw new ConfigurationError(all)
  return checkTogether(variables)
}
