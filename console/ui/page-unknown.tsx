import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Empty } from './empty.tsx'
import { PageHeader } from './page-header.tsx'

export function PageUnknown() {
  return (
    <main className="page">
      <PageHeader title="No such page" />
      <Empty
        title="There is nothing at this address"
        action={
          <Button component={Link} to="/">
            Go to the overview
          </Button>
        }
      >
        Perhaps it was mistyped, or what it showed is not yours to see.
      </Empty>
    </main>
  )
}
