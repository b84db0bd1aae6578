import { Stack } from '@mantine/core'
import { useSession } from '../api/session.ts'
import { OwnFactors } from '../me/own-factors.tsx'
import { OwnPassword } from '../me/own-password.tsx'
import { OwnSessions } from '../me/own-sessions.tsx'
import { Facts } from '../ui/facts.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'

export function Page() {
  const session = useSession()
  if (!session) return null
  const { email, firstName, lastName, level, organizations } = session
  return (
    <>
      <PageHeader title="My account" intro="How you sign in to the console." />
      <Stack gap="lg" maw="48rem">
        <Section title="You">
          <Facts
            facts={[
              ['Name', `${firstName} ${lastName}`],
              ['Email', email],
              ['Level', level.charAt(0).toUpperCase() + level.slice(1)],
              ['Organizations', organizations === null ? 'All' : `${organizations.length} named`],
            ]}
          />
        </Section>
        <OwnFactors />
        <OwnPassword />
        <OwnSessions />
      </Stack>
    </>
  )
}
