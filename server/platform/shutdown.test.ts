import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { closeOnSignal } from './shutdown.ts'

const log = { info: () => {}, error: () => {} }
const never = () => new Promise<void>(() => {})

test('a signal closes, and the exit code says that everything was finished', async () => {
  const signals = new EventEmitter()
  let closed = 0
  const code = closeOnSignal({ signals, log, close: async () => void closed++ })
  assert.equal(closed, 0)
  signals.emit('SIGTERM', 'SIGTERM')
  assert.equal(await code, 0)
  assert.equal(closed, 1)
})

test('a second signal does not wait', async () => {
  const signals = new EventEmitter()
  const code = closeOnSignal({ signals, log, close: never })
  signals.emit('SIGINT', 'SIGINT')
  await new Promise(setImmediate)
  signals.emit('SIGINT', 'SIGINT')
  assert.equal(await code, 1)
})

test('what does not finish in time is given up', async () => {
  const signals = new EventEmitter()
  const code = closeOnSignal({ signals, log, close: never, limit: 1 })
  signals.emit('SIGTERM', 'SIGTERM')
  assert.equal(await code, 1)
})

test('a failure to close is told by the exit code', async () => {
  const signals = new EventEmitter()
  const code = closeOnSignal({ signals, log, close: () => Promise.reject(new Error('stuck')) })
  signals.emit('SIGTERM', 'SIGTERM')
  assert.equal(await code, 1)
})
