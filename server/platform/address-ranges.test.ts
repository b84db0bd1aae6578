import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLoopbackHost, isReachable, parseRanges } from './address-ranges.ts'

const refused = [
  ['0.0.0.0', 'this machine'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.1.1', 'carrier-grade NAT'],
  ['169.254.169.254', 'cloud metadata'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['198.18.0.1', 'benchmarks'],
  ['::', 'this machine'],
  ['::1', 'loopback'],
  ['::7f00:1', 'IPv4-compatible loopback'],
  ['::ffff:127.0.0.1', 'IPv4-mapped loopback'],
  ['::ffff:10.0.0.1', 'IPv4-mapped private'],
  ['64:ff9b::7f00:1', 'NAT64 of loopback'],
  ['2002:7f00:1::', '6to4 of loopback'],
  ['fe80::1', 'link-local'],
  ['fc00::1', 'unique local'],
  ['fd00:ec2::254', 'cloud metadata'],
  ['ff02::1', 'multicast'],
  ['2130706433', 'loopback as a number'],
  ['0x7f.1', 'loopback in hexadecimal'],
  ['localhost', 'a name'],
] as const

for (const [address, what] of refused) {
  test(`${address} (${what}) is not reachable`, () => assert.equal(isReachable(address, []), false))
}

for (const address of ['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8']) {
  test(`${address} is reachable`, () => assert.equal(isReachable(address, []), true))
}

test('an allowed range opens exactly itself', () => {
  const { ranges } = parseRanges('10.1.0.0/16, fd00::/8')
  assert.equal(isReachable('10.1.255.1', ranges), true)
  assert.equal(isReachable('::ffff:10.1.0.1', ranges), true)
  assert.equal(isReachable('fd12::1', ranges), true)
  assert.equal(isReachable('10.2.0.1', ranges), false)
})

test('what is no range is named', () => {
  assert.deepEqual(parseRanges('10.0.0.0/8,10.1/16,nonsense,10.0.0.0/33').wrong, [
    '10.1/16',
    'nonsense',
    '10.0.0.0/33',
  ])
})

test('names of this machine are recognized', () => {
  for (const host of ['localhost', 'a.localhost', '127.0.0.1', '[::1]', '::1']) {
    assert.equal(isLoopbackHost(host), true, host)
  }
  assert.equal(isLoopbackHost('localhost.example.com'), false)
})
