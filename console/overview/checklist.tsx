import { Group, Progress, Text } from '@mantine/core'
import type { Overview } from '@postern/contract/api/overview.ts'
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { ResourceLink } from '../ui/resource-link.tsx'
import { Section } from '../ui/section.tsx'

type Step = Overview['checklist'][number]

const texts: Readonly<Record<Step['step'], { to: string; search?: object; title: string; says: string }>> = {
  organization: {
    to: '/organizations',
    search: { edit: 'new' },
    title: 'Add an organization',
    says: 'Whose people will come: a customer, or your own home organization.',
  },
  profileType: {
    to: '/profile-types',
    search: { edit: 'new' },
    title: 'Describe the people',
    says: 'A profile type such as Physician, and the attributes its profiles have.',
  },
  role: {
    to: '/roles',
    search: { edit: 'new' },
    title: 'Make a role',
    says: 'Choose the portal it opens: only accounts with such a role are let in.',
  },
  portal: {
    to: '/portals/new',
    title: 'Open a portal',
    says: 'The address people go to. Its form can make the directory of its accounts.',
  },
  connection: {
    to: '/connections/new',
    title: 'Connect an identity provider',
    says: 'With a guide for Okta, Microsoft Entra ID and any other.',
  },
  policy: {
    to: '/connections',
    title: 'Decide what newcomers get',
    says: 'The connection’s policy. Simulate it before anybody comes.',
  },
  signIn: {
    to: '/portals',
    title: 'See the first sign-in',
    says: 'Open the portal’s address and sign in as one of its people.',
  },
}

/** From the empty tenant to the first sign-in. */
export function Checklist({ steps }: { readonly steps: readonly Step[] }) {
  const done = steps.filter(step => step.done).length
  const next = steps.find(step => !step.done)
  return (
    <Section title="To the first sign-in">
      <Group gap="sm" mb="sm">
        <Progress
          value={(100 * done) / steps.length}
          style={{ flex: 1, maxWidth: '16rem' }}
          aria-label="Progress of the checklist"
        />
        <Text size="xs" c="dimmed">
          {done} of {steps.length} done
        </Text>
      </Group>
      <ol className="checklist">
        {steps.map(({ step, done: isDone }) => {
          const { title, says, to, search } = texts[step]
          return (
            <li key={step} data-next={step === next?.step || undefined}>
              {isDone ? (
                <IconCircleCheckFilled size={18} color="var(--good)" aria-label="Done:" role="img" />
              ) : (
                <IconCircle size={18} color="var(--idle)" aria-label="To do:" role="img" />
              )}
              <div>
                {isDone ? title : <ResourceLink {...({ to, search } as object)}>{title}</ResourceLink>}
                {!isDone && (
                  <Text size="xs" c="dimmed">
                    {says}
                  </Text>
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
