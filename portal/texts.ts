import type { Locale } from '@postern/contract/portal-view.ts'
import { en } from './texts/en.ts'

/** What a language has to say. A new one is a file in `texts/` and a line below. */
export type Texts = typeof en

export const texts: Readonly<Record<Locale, Texts>> = { en }
