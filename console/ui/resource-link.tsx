import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link to another screen, in running text and in tables. */
export function ResourceLink({ children, ...link }: LinkProps & { readonly children: ReactNode }) {
  return (
    <Link className="link" {...(link as { to: string })}>
      {children}
    </Link>
  )
}
