import type { FieldProblem } from '@postern/contract/problems.ts'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** Guesses an attacker with the hash would need, on zxcvbn's scale of 0 to 4; 3 is "safely unguessable" offline with a slow hash. */
const enough = 3
/** Characters that must remain when the person's own words are taken out: the estimate gives such words too much credit. */
const leastOfItsOwn = 8

/**
 * What is wrong with a new password, or null. Length is checked by the contract; here common passwords, keyboard
 * walks, dates and the person's own name and address are found.
 * @param own words of the person: name, address, product
 */
export async function passwordWeakness(password: string, own: readonly string[]): Promise<string | null> {
  const words = ['postern', ...own.flatMap(ownWords)]
  const estimate = (await estimator()).check(password, words)
  return estimate.score >= enough && without(password, words).length >= leastOfItsOwn
    ? null
    : 'This password is too easy to guess. Use several unrelated words, or let a password manager make one.'
}

/** `passwordWeakness` as the problem of one field. */
export async function weakField(
  field: string,
  password: string,
  own: readonly string[],
): Promise<FieldProblem[]> {
  const message = await passwordWeakness(password, own)
  return message === null ? [] : [{ field, message }]
}

const ownWords = (text: string) => {
  const folded = text.toLowerCase()
  return [folded, ...folded.split(/[^\p{L}\p{N}]+/u)].filter(word => word.length > 2)
}

const without = (password: string, words: readonly string[]) =>
  words.reduce((rest, word) => rest.replaceAll(word, ''), password.toLowerCase())

let loading: Promise<ZxcvbnFactory> | undefined
/** The word lists take 15 MB and are needed only when somebody chooses a password. */
function estimator(): Promise<ZxcvbnFactory> {
  loading ??= load()
  return loading
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new Factory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs })
}
