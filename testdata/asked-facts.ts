import type { Facts } from '@postern/core/facts.ts'
import type { Questions } from '@postern/core/questions.ts'

/** Facts as `facts` would answer: what was not asked throws when it is read. */
export function askedFacts(facts: Facts, questions: Questions): Facts {
  const unasked = new Set<string>()
  if (questions.match === null) unasked.add('matches')
  for (const name of ['profileType', 'role', 'location'] as const) {
    if (questions[name] === null) unasked.add(name)
  }
  if (questions.login === null) unasked.add('loginOwner')
  const attributes = guarded(facts.attributes, name => !questions.attributes.includes(name), 'attribute')
  return guarded({ ...facts, attributes }, name => unasked.has(name), 'fact')
}

function guarded<Target extends object>(
  target: Target,
  forbidden: (name: string) => boolean,
  what: string,
): Target {
  const check = (key: string | symbol) => {
    if (typeof key === 'string' && forbidden(key)) throw new Error(`nobody asked for the ${what} ${key}`)
  }
  return new Proxy(target, {
    get(from, key) {
      check(key)
      return Reflect.get(from, key)
    },
    has(from, key) {
      check(key)
      return Reflect.has(from, key)
    },
    getOwnPropertyDescriptor(from, key) {
      check(key)
      return Reflect.getOwnPropertyDescriptor(from, key)
    },
    ownKeys: () => {
      throw new Error(`every ${what} was read at once`)
    },
  })
}
