import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { templatePath } from '@postern/server/db/template.ts'
import { httpClient } from './http-client.ts'
import { type Bench, median, roundedAll, table } from './result.ts'
import { spawnServer } from './server-process.ts'
import { withDirectory } from './temporary-directory.ts'

const runs = 5
const targets = { first: 5_000, later: 2_000 }

interface Started {
  /** From the command until the portal's page answers with the demo's connection on it. */
  readonly toPage: number
  /** Until the process says that it serves: jobs run, the set-up code is printed. */
  readonly toServing: number
  /** Of the process, until it serves: much steadier than time on a busy machine. NaN where it cannot be known. */
  readonly cpu: number
}

/** `postern start` with the demo, on an empty directory and again, beside opening the database alone. */
const start: Bench = async say => {
  const seen = { first: [] as Started[], later: [] as Started[] }
  const floors = { first: [] as number[], later: [] as number[], node: [] as number[] }
  for (let run = 0; run < runs; run += 1) {
    await withDirectory(async parent => {
      const data = join(parent, 'data')
      floors.node.push(await timeProcess(['-e', '0'], 'exit'))
      floors.first.push(await timeProcess([openDatabase, join(parent, 'floor')], 'open'))
      seen.first.push(await startOnce(data))
      await cp(data, join(parent, 'copy'), { recursive: true })
      floors.later.push(await timeProcess([openDatabase, join(parent, 'copy')], 'open'))
      seen.later.push(await startOnce(data))
    })
  }
  const medians = {
    first: medianOf(seen.first),
    later: medianOf(seen.later),
    floorFirst: median(floors.first),
    floorLater: median(floors.later),
    node: median(floors.node),
  }
  say(`From \`postern start\`, demo and all, to the first page; median of ${runs} runs, worst beside it.`)
  if (!existsSync(templatePath()))
    say('There is no template for this release: npm run prepare. A first start then runs initdb.')
  say('')
  const row = (name: 'first' | 'later', floor: number) => {
    const { toPage, toServing, cpu } = medians[name]
    const worst = Math.max(...seen[name].map(started => started.toPage))
    const target = targets[name]
    return [
      `${name} start`,
      toPage,
      worst,
      target,
      toPage <= target ? 'met' : 'missed',
      toServing,
      cpu,
      floor,
      floor / toPage,
    ]
  }
  const head = ['', 'page ms', 'worst', 'target', '', 'serving ms', 'CPU ms', 'floor ms', 'of_floor']
  for (const line of table(head, [row('first', medians.floorFirst), row('later', medians.floorLater)]))
    say(line)
  say('\nCPU is the process until it serves, all its threads: steadier than time on a busy machine.')
  say(`Load now: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores.`)
  say('The floor is a process that opens the same database and does nothing else.')
  say(`A bare node process takes ${medians.node.toFixed(0)} ms.`)
  return {
    figures: roundedAll({
      first_page_ms: medians.first.toPage,
      first_cpu_ms: medians.first.cpu,
      first_floor_ms: medians.floorFirst,
      later_page_ms: medians.later.toPage,
      later_cpu_ms: medians.later.cpu,
      later_floor_ms: medians.floorLater,
      node_ms: medians.node,
    }),
    ratios: roundedAll({
      first_of_floor: medians.floorFirst / medians.first.toPage,
      later_of_floor: medians.floorLater / medians.later.toPage,
      first_of_target: medians.first.toPage / targets.first,
      later_of_target: medians.later.toPage / targets.later,
    }),
  }
}

export default start

const openDatabase = fileURLToPath(new URL('open-database.ts', import.meta.url))

async function startOnce(data: string): Promise<Started> {
  const begun = performance.now()
  const server = await spawnServer({ POSTERN_DATA: data, POSTERN_DEMO: 'on' })
  const http = httpClient(server.port, 1)
  try {
    const toServing = server.serving.then(() => performance.now() - begun)
    toServing.catch(() => {})
    while (!(await http.get('/p/physicians/login').then(isThePage, () => false))) {
      // an end of the process is not waited for
      await Promise.race([new Promise(resolve => setTimeout(resolve, 10)), server.ended])
    }
    const toPage = performance.now() - begun
    return { toPage, toServing: await toServing, cpu: server.lifetimeCpuMilliseconds() ?? Number.NaN }
  } finally {
    http.close()
    await server.stop()
  }
}

const isThePage = ({ status, body }: { status: number; body: string }) =>
  status === 200 && body.includes('/sso/mercy_staff/login')

/** Milliseconds from spawning node until it says `until`, or until it is gone. */
async function timeProcess(args: readonly string[], until: 'exit' | 'open'): Promise<number> {
  const begun = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  if (until === 'open') await once(child.stdout, 'data')
  else await ended
  const taken = performance.now() - begun
  const [code] = await ended
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with code ${code}`)
  return taken
}

const medianOf = (all: readonly Started[]): Started => ({
  toPage: median(all.map(started => started.toPage)),
  toServing: median(all.map(started => started.toServing)),
  cpu: median(all.map(started => started.cpu)),
})
