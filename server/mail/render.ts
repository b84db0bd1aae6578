import { fileURLToPath } from 'node:url'
import { Liquid } from 'liquidjs'
import { isMailTemplate, mailData } from './catalogue.ts'

export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A row names a template that does not exist, or its data does not fill it. Trying again will not help. */
export class MailUnrenderable extends Error {
  override name = 'MailUnrenderable'
}

const options = {
  root: fileURLToPath(new URL('./templates/', import.meta.url)),
  cache: true,
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
}
const forText = new Liquid(options)
/** Every value is escaped; a template cannot forget to. */
const forHtml = new Liquid({ ...options, outputEscape: 'escape' })

/** @throws MailUnrenderable */
export async function renderMail(template: string, data: unknown): Promise<RenderedMail> {
  if (!isMailTemplate(template)) throw new MailUnrenderable(`There is no mail template ${template}.`)
  const filled = mailData[template].safeParse(data)
  if (!filled.success) {
    const fields = filled.error.issues.map(issue => issue.path.join('.')).join(', ')
    throw new MailUnrenderable(`The data of the mail does not fill the template ${template}: ${fields}.`)
  }
  const [subject, text, html] = await Promise.all([
    forText.renderFile(`${template}.subject.liquid`, filled.data),
    forText.renderFile(`${template}.text.liquid`, filled.data),
    forHtml.renderFile(`${template}.html.liquid`, filled.data),
  ])
  // a name with a line break must not become a header
  return { subject: String(subject).replace(/\s+/g, ' ').trim(), text: String(text), html: String(html) }
}
