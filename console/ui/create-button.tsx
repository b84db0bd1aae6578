import { Button, Tooltip } from '@mantine/core'
import type { Operation } from '@postern/contract/api/operation.ts'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useRefusal } from '../api/session.ts'

interface Props {
  readonly to: string
  readonly search?: Readonly<Record<string, string | undefined>>
  readonly children: string
  /** What the form it leads to will call. */
  readonly operation: Operation
}

/** Leads to a create form; when the level does not allow it, stays reachable and says so. */
export function CreateButton({ children, operation, to, search }: Props) {
  const refusal = useRefusal(operation)
  const icon = <IconPlus size={16} aria-hidden />
  if (refusal) {
    return (
      <Tooltip label={refusal}>
        <Button leftSection={icon} data-disabled aria-disabled onClick={event => event.preventDefault()}>
          {children}
        </Button>
      </Tooltip>
    )
  }
  return (
    <Button leftSection={icon} component={Link} to={to} search={search as never}>
      {children}
    </Button>
  )
}
