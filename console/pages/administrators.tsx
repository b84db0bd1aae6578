import { Anchor, Drawer } from '@mantine/core'
import { type Administrator, administrators } from '@postern/contract/api/administrators.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { AdministratorDoors } from '../administrators/administrator-doors.tsx'
import { EditAdministrator } from '../administrators/edit-administrator.tsx'
import { InviteAdministrator } from '../administrators/invite-administrator.tsx'
import { reading } from '../api/queries.ts'
import type { Column } from '../table/data-table.tsx'
import { ListView } from '../table/list-view.tsx'
import { useFilters } from '../table/use-filters.ts'
import { useList } from '../table/use-list.ts'
import { CreateButton } from '../ui/create-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { None } from '../ui/none.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { StateOf } from '../ui/status.tsx'
import { When } from '../ui/when.tsx'

const factors = { totp: 'Authenticator app', passkey: 'Passkey' } as const

const columns: readonly Column<Administrator>[] = [
  {
    header: 'Administrator',
    cell: row => (
      <Anchor component={Link} to="/administrators" search={{ edit: row.id } as never} fz="sm">
        {`${row.firstName} ${row.lastName}`.trim() || row.email}
      </Anchor>
    ),
  },
  { header: 'Email', cell: row => <span className="wrap">{row.email}</span> },
  { header: 'Level', cell: row => row.level.charAt(0).toUpperCase() + row.level.slice(1) },
  {
    header: 'Organizations',
    cell: row => (row.organizations === null ? 'All' : `${row.organizations.length} named`),
  },
  {
    header: 'Second factor',
    cell: row => row.factors.map(factor => factors[factor]).join(', ') || <None>None yet</None>,
  },
  { header: 'Status', cell: row => <StateOf state={row.status} /> },
  { header: 'Since', cell: row => <When at={row.createdAt} /> },
]

export function Page() {
  const list = useList(administrators.list)
  const { filters, set } = useFilters()
  const { edit } = filters
  const close = () => set({ edit: undefined })
  const invite = (
    <CreateButton to="/administrators" search={{ edit: 'new' }} operation={administrators.create}>
      Invite an administrator
    </CreateButton>
  )
  return (
    <>
      <PageHeader
        title="Administrators"
        intro="Accounts of the home organization with a console level. Owners may do everything; administrators everything but this page; auditors look."
        actions={invite}
      />
      <ListView
        list={list}
        what="administrators"
        columns={columns}
        rowKey={row => row.id}
        empty={<Empty title="No administrators">Invite the people who run this with you.</Empty>}
      />
      <Drawer
        opened={edit !== undefined}
        onClose={close}
        title={edit === 'new' ? 'Invite an administrator' : 'Administrator'}
      >
        {edit === 'new' && <InviteAdministrator close={close} />}
        {edit !== undefined && edit !== 'new' && <Existing key={edit} id={edit} close={close} />}
      </Drawer>
    </>
  )
}

function Existing({ id, close }: { readonly id: string; readonly close: () => void }) {
  const query = useQuery(reading(administrators.read, { params: { administrator: id } }))
  return (
    <Loaded query={query} what="the administrator">
      {administrator => (
        <>
          <EditAdministrator key={administrator.version} administrator={administrator} close={close} />
          <AdministratorDoors administrator={administrator} close={close} />
        </>
      )}
    </Loaded>
  )
}
