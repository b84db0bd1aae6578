import type { Command } from './command.ts'

/** Where a command is loaded from, so that one command does not load another's parts. */
export interface CommandEntry {
  readonly summary: string
  load(): Promise<Command>
}

export type CommandTable = Readonly<Record<string, CommandEntry>>

export function overview(table: CommandTable): string {
  const width = Math.max(...Object.keys(table).map(name => name.length))
  const lines = Object.entries(table).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    'Usage: postern COMMAND [options]',
    '',
    ...lines,
    '',
    'postern COMMAND --help says what a command takes. The environment and the exit codes stand in docs/operate.md.',
  ].join('\n')
}

export function helpOf(name: string, { summary, options }: Command): string {
  const entries = Object.entries(options).map(([option, { value, help, required, several }]) => ({
    flag: value === undefined ? `--${option}` : `--${option} ${value}`,
    help: [help, required ? 'Required.' : '', several ? 'May be repeated.' : ''].filter(Boolean).join(' '),
    required: required === true,
  }))
  const width = Math.max(0, ...entries.map(({ flag }) => flag.length))
  const usage = entries.map(({ flag, required }) => (required ? flag : `[${flag}]`))
  return [
    `Usage: postern ${[name, ...usage].join(' ')}`,
    '',
    summary,
    ...(entries.length > 0
      ? ['', ...entries.map(({ flag, help }) => `  ${flag.padEnd(width)}  ${help}`)]
      : []),
  ].join('\n')
}
