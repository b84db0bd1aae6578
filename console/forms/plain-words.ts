/** What the schema library says by itself, in words for people. Sentences of our own pass unchanged. */
const translations: readonly (readonly [RegExp, (count: string) => string])[] = [
  [/^Too small: expected string to have >=1 /, () => 'This is needed.'],
  [/^Too small: expected string to have >=(\d+)/, count => `Use at least ${count} characters.`],
  [/^Too big: expected string to have <=(\d+)/, count => `Use at most ${count} characters.`],
  [/^Too small: expected array to have >=1 /, () => 'Choose at least one.'],
  [/^Too big: expected array to have <=(\d+)/, count => `Choose at most ${count}.`],
  [/^Too small: expected (?:number|int) to be >=(-?\d+)/, count => `Enter ${count} or more.`],
  [/^Too big: expected (?:number|int) to be <=(-?\d+)/, count => `Enter ${count} or less.`],
  [/^Invalid input: expected (?:number|int)/, () => 'Enter a whole number.'],
  [/^Invalid (?:input|option|GUID|UUID)/, () => 'Choose or enter a value.'],
  [/^Invalid URL/, () => 'Enter an address that begins with https://.'],
]

export function plainWords(message: string): string {
  for (const [pattern, say] of translations) {
    const found = pattern.exec(message)
    if (found) return say(found[1] ?? '')
  }
  return message
}
