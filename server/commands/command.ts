import { parseArgs } from 'node:util'
import type { z } from 'zod'
import type { Environment } from '../config.ts'
import { type ExitCode, UsageError } from './exit-codes.ts'

/** What a command works with: handed in, so that tests need no process. */
export interface CommandContext {
  readonly env: Environment
  /** A line for whoever asked: results. */
  readonly out: (line: string) => void
  /** A line beside the results: what went wrong, what to do. */
  readonly note: (line: string) => void
}

/** One option, for help. What it may be is said by the command's schema. */
export interface OptionHelp {
  /** Stands for the value in help; absent for switches. */
  readonly value?: string
  readonly help: string
  readonly required?: boolean
  /** May be given several times. */
  readonly several?: boolean
}

export interface Command {
  readonly summary: string
  readonly options: Readonly<Record<string, OptionHelp>>
  /** @throws UsageError for options that are missing or wrong */
  run(args: readonly string[], context: CommandContext): Promise<ExitCode>
}

/** Declares a command whose options a schema checks. */
export function command<Schema extends z.ZodType>(declared: {
  readonly summary: string
  readonly options: Readonly<Record<string, OptionHelp>>
  readonly schema: Schema
  run(options: z.infer<Schema>, context: CommandContext): Promise<ExitCode>
}): Command {
  const { summary, options, schema } = declared
  return {
    summary,
    options,
    run: (args, context) => declared.run(parse(args, options, schema), context),
  }
}

function parse<Schema extends z.ZodType>(
  args: readonly string[],
  options: Readonly<Record<string, OptionHelp>>,
  schema: Schema,
): z.infer<Schema> {
  const missing = (name: string) => `--${name} is missing`
  const parsed = schema.safeParse(readOptions(args, options))
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(issue => {
    const name = String(issue.path[0])
    const absent = issue.code === 'invalid_type' && issue.input === undefined
    return absent ? missing(name) : `--${name}: ${issue.message}`
  })
  throw new UsageError([...new Set(lines)].join('\n'))
}

function readOptions(args: readonly string[], options: Readonly<Record<string, OptionHelp>>): object {
  const known = Object.entries(options).map(([name, { value, several = false }]) => {
    const type = value === undefined ? ('boolean' as const) : ('string' as const)
    return [name, { type, multiple: several }] as const
  })
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(known), strict: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not understood.')
  }
}
