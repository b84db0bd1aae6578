import { icon, stylesheet } from './assets.ts'
import { html } from './html.ts'

/** What went wrong outside any portal: an unknown host, no database. */
export interface ProblemPage {
  readonly title: string
  readonly detail: string | undefined
  /** Request id, for whoever reads the log. */
  readonly reference: string
}

/** A calm page for people in place of a problem document. */
export function problemPage({ title, detail, reference }: ProblemPage): string {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="${icon.path}" type="image/svg+xml">
<link rel="stylesheet" href="${stylesheet.path}">
</head>
<body class="door">
<header class="gate"></header>
<main>
<h1>${title}</h1>
${detail === undefined ? '' : html`<p class="lead">${detail}</p>`}
<p>Reference: <code>${reference}</code></p>
</main>
</body>
</html>
`.toString()
}
