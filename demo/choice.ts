import { checkNewcomer, type NewcomerErrors, type NewcomerForm, newcomer, readNewcomer } from './newcomer.ts'
import type { SandboxPerson } from './people.ts'

/** What came back from the choosing page. `again` shows it once more with what was typed. */
export type Choice =
  | { kind: 'person'; person: SandboxPerson }
  | { kind: 'cancel' }
  | { kind: 'again'; newcomer?: { form: NewcomerForm; errors: NewcomerErrors } }

/** Reads a posted choosing page. */
export function readChoice(form: URLSearchParams, people: readonly SandboxPerson[]): Choice {
  if (form.has('cancel')) return { kind: 'cancel' }
  if (form.has('newcomer')) {
    const typed = readNewcomer(form)
    const errors = checkNewcomer(typed)
    if (Object.keys(errors).length > 0) return { kind: 'again', newcomer: { form: typed, errors } }
    return { kind: 'person', person: newcomer(typed) }
  }
  const person = people.find(({ id }) => id === form.get('person'))
  return person ? { kind: 'person', person } : { kind: 'again' }
}
