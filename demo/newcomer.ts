import { createHash } from 'node:crypto'
import type { SandboxPerson } from './people.ts'

/** What somebody typed into the "somebody else" form. */
export interface NewcomerForm {
  givenName: string
  familyName: string
  email: string
}

/** One message for each field that cannot be used as typed. */
export type NewcomerErrors = Partial<Record<keyof NewcomerForm, string>>

/** Reads the three fields; white space and control characters collapse, as SAML text is one line. */
export function readNewcomer(form: URLSearchParams): NewcomerForm {
  const line = (name: string) => (form.get(name) ?? '').replace(/[\p{C}\s]+/gu, ' ').trim()
  return { givenName: line('givenName'), familyName: line('familyName'), email: line('email') }
}

/** Says what is wrong with the form; an empty object means nothing is. */
export function checkNewcomer(form: NewcomerForm): NewcomerErrors {
  const errors: NewcomerErrors = {}
  if (form.givenName === '') errors.givenName = 'Enter a given name'
  if (form.givenName.length > 100) errors.givenName = 'Use at most 100 characters'
  if (form.familyName === '') errors.familyName = 'Enter a family name'
  if (form.familyName.length > 100) errors.familyName = 'Use at most 100 characters'
  if (form.email.length > 254 || !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(form.email)) {
    errors.email = 'Enter an email address, for example sam@example.org'
  }
  return errors
}

/**
 * The person behind a checked form. Subject and numbers follow from the email alone, so that typing it again
 * is the same person coming back, even after a restart and under another name.
 */
export function newcomer(form: NewcomerForm): SandboxPerson {
  const digest = createHash('sha256').update(form.email.toLowerCase()).digest()
  const digits = (digest.readUIntBE(8, 6) % 1e9).toString().padStart(9, '0')
  return {
    id: `sbx-new-${digest.toString('hex', 0, 8)}`,
    kind: 'guest',
    givenName: form.givenName,
    familyName: form.familyName,
    email: form.email,
    emailVerified: true,
    department: 'Visiting',
    // A newcomer gets both numbers: a portal whose policy matches on one of them would refuse everybody typed in.
    npi: `1${digits}`,
    studentNumber: `S${digits.slice(0, 7)}`,
  }
}
