import type { CommandContext } from './command.ts'
import { type ExitCode, exit, explain, UsageError } from './exit-codes.ts'
import { type CommandTable, helpOf, overview } from './help.ts'

/** Runs `postern …` and returns the exit code. Never rejects. */
export async function runCommand(
  args: readonly string[],
  table: CommandTable,
  context: CommandContext,
): Promise<ExitCode> {
  try {
    return await dispatch(args, table, context)
  } catch (error) {
    const { code, says } = explain(error)
    for (const line of says.split('\n')) context.note(line)
    if (code === exit.usage) context.note(`Try: postern ${[...named(args, table), '--help'].join(' ')}`)
    return code
  }
}

async function dispatch(
  args: readonly string[],
  table: CommandTable,
  context: CommandContext,
): Promise<ExitCode> {
  const [first, second] = args
  if (first === undefined || first === '--help' || first === 'help') {
    context.out(overview(table))
    return first === undefined ? exit.usage : exit.ok
  }
  const [name, rest] =
    second !== undefined && `${first} ${second}` in table
      ? [`${first} ${second}`, args.slice(2)]
      : [first, args.slice(1)]
  const entry = table[name]
  if (!entry) throw new UsageError(unknown(args, table))
  const command = await entry.load()
  if (rest.includes('--help')) {
    context.out(helpOf(name, command))
    return exit.ok
  }
  return command.run(rest, context)
}

/** The words of a command that exists, for its own help. */
function named([first = '', second = '']: readonly string[], table: CommandTable): readonly string[] {
  if (`${first} ${second}` in table) return [first, second]
  return first in table ? [first] : []
}

function unknown([first = '', second = '']: readonly string[], table: CommandTable): string {
  const below = Object.keys(table).filter(name => name.startsWith(`${first} `))
  if (below.length > 0)
    return `After ${first} comes one of: ${below.map(name => name.split(' ')[1]).join(', ')}.`
  return `There is no command ${[first, second].join(' ').trim()}.`
}
