import type { AttributeFact } from '../facts.ts'
import { emailDomain } from '../matching/email.ts'

/**
 * A claim's text in the display form of an attribute's kind, or null when it does not fit. Length is not looked
 * at here: verifiers refuse oversized claims before anything is decided.
 */
export function attributeText(kind: AttributeFact['kind'], raw: string): string | null {
  switch (kind) {
    case 'text':
      return raw.replace(/\s+/g, ' ')
    case 'area':
      return raw
    case 'email':
      return emailDomain(raw) === null ? null : raw
    case 'date':
      return isDate(raw) ? raw : null
  }
}

/** Whether a text is a calendar day, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}
