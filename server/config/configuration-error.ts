/** One thing wrong with the environment: which variable, what is wrong, how to mend it. */
export interface ConfigurationProblem {
  readonly variable: string
  readonly wrong: string
  readonly mend: string
}

/** The process cannot start with this environment; the message lists every problem. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
  readonly problems: readonly ConfigurationProblem[]

  constructor(problems: readonly ConfigurationProblem[]) {
    super(problems.map(({ variable, wrong, mend }) => `${variable} ${wrong}. ${mend}`).join('\n'))
    this.problems = problems
  }
}
