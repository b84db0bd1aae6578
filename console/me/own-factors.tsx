import { Group, Modal } from '@mantine/core'
import { type Factor, self } from '@postern/contract/api/self.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { reading } from '../api/queries.ts'
import { passkeyRefusal } from '../entrance/browser-passkey.ts'
import { type Column, DataTable } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { None } from '../ui/none.tsx'
import { Section } from '../ui/section.tsx'
import { When } from '../ui/when.tsx'
import { AddPasskey } from './add-passkey.tsx'
import { RemoveFactor } from './remove-factor.tsx'
import { ReplaceTotp } from './replace-totp.tsx'

type Open = 'passkey' | 'totp' | Factor | null

const columns: readonly Column<Factor>[] = [
  {
    header: 'Factor',
    cell: factor => (factor.kind === 'totp' ? 'Authenticator app' : factor.label || 'Passkey'),
  },
  { header: 'Kind', cell: factor => (factor.kind === 'totp' ? 'Codes' : 'Passkey') },
  { header: 'Added', cell: factor => <When at={factor.createdAt} /> },
  {
    header: 'Last used',
    cell: factor => (factor.lastUsedAt ? <When at={factor.lastUsedAt} /> : <None>Never</None>),
  },
]

/** The own second factors. */
export function OwnFactors() {
  const query = useQuery(reading(self.factors, {}))
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const only = query.data?.items.length === 1
  const hasTotp = query.data?.items.some(factor => factor.kind === 'totp')
  const removing: Column<Factor> = {
    header: 'Actions',
    headerHidden: true,
    cell: factor => (
      <ActionButton
        size="compact-xs"
        variant="default"
        refusal={only ? 'The last second factor stays. Add another first.' : undefined}
        onClick={() => setOpen(factor)}
      >
        Remove…
      </ActionButton>
    ),
  }
  return (
    <Section
      title="Second factors"
      intro="Have two, so that a lost device does not lock you out."
      actions={
        <Group gap="xs">
          <ActionButton size="xs" refusal={passkeyRefusal()} onClick={() => setOpen('passkey')}>
            Add a passkey
          </ActionButton>
          <ActionButton size="xs" variant="default" onClick={() => setOpen('totp')}>
            {hasTotp ? 'Replace the app' : 'Add an app'}
          </ActionButton>
        </Group>
      }
      flush
    >
      <Loaded query={query} what="your second factors">
        {({ items }) => (
          <DataTable
            caption="Second factors"
            columns={[...columns, removing]}
            rows={items}
            rowKey={factor => factor.id}
          />
        )}
      </Loaded>
      <Modal opened={open === 'passkey'} onClose={close} title="Add a passkey">
        <AddPasskey close={close} />
      </Modal>
      <Modal opened={open === 'totp'} onClose={close} title="Authenticator app">
        <ReplaceTotp close={close} />
      </Modal>
      <Modal
        opened={open !== null && typeof open === 'object'}
        onClose={close}
        title="Remove a second factor"
      >
        {open !== null && typeof open === 'object' && <RemoveFactor factor={open} close={close} />}
      </Modal>
    </Section>
  )
}
