import type { PortalView } from '@postern/contract/portal-view.ts'
import type { Html } from './html.ts'
import { landingPage } from './pages/landing.ts'
import { loginPage } from './pages/login.ts'
import { notFoundPage } from './pages/not-found.ts'
import { refusedPage } from './pages/refused.ts'
import { signedOutPage } from './pages/signed-out.ts'
import { unavailablePage } from './pages/unavailable.ts'

/** The page as a whole HTML document: no script, no inline style, so the strictest content policy holds. */
export function render(view: PortalView): string {
  return page(view).toString()
}

function page(view: PortalView): Html {
  switch (view.page) {
    case 'login':
      return loginPage(view)
    case 'landing':
      return landingPage(view)
    case 'signed-out':
      return signedOutPage(view)
    case 'refused':
      return refusedPage(view)
    case 'unavailable':
      return unavailablePage(view)
    case 'not-found':
      return notFoundPage(view)
  }
}
