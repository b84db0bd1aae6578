import { Box, Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Loading } from '../ui/loaded.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { type Column, DataTable } from './data-table.tsx'
import type { LoadedList } from './use-list.ts'

interface Props<Item> {
  readonly list: LoadedList<Item>
  /** What is listed, in the plural: "portals". */
  readonly what: string
  readonly columns: readonly Column<Item>[]
  readonly rowKey: (item: Item) => string
  readonly tools?: ReactNode
  /** Whether search or filters narrow the list: then "nothing" means something else. */
  readonly narrowed?: boolean
  readonly widen?: () => void
  /** Shown while there is nothing at all: what this is and what to do next. */
  readonly empty: ReactNode
}

/** Every list: tools, rows, further pages; and its loading, failing and empty states. */
export function ListView<Item>(props: Props<Item>) {
  const { list, what, columns, rowKey, tools, narrowed, widen, empty } = props
  const nothing = !list.loading && !list.error && list.items.length === 0
  if (nothing && !narrowed) return <>{empty}</>
  return (
    <Stack gap="sm">
      {tools && <div className="tools">{tools}</div>}
      <Text role="status" className="visually-hidden">
        {list.loading ? '' : `${list.items.length} ${what} shown${list.more ? ', more can be loaded' : ''}.`}
      </Text>
      {list.error ? (
        <ProblemView error={list.error} retry={list.retry} />
      ) : (
        <Box
          className="surface"
          py={list.loading || nothing ? 'md' : 0}
          px={list.loading || nothing ? 'md' : 0}
        >
          {list.loading && <Loading what={what} />}
          {nothing && (
            <Group gap="sm">
              <Text>No {what} match.</Text>
              {widen && (
                <Button size="xs" variant="default" onClick={widen}>
                  Show all
                </Button>
              )}
            </Group>
          )}
          {list.items.length > 0 && (
            <DataTable caption={what} columns={columns} rows={list.items} rowKey={rowKey} />
          )}
        </Box>
      )}
      {list.items.length > 0 && (
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {list.items.length} shown{list.more ? '' : ' – that is all'}
          </Text>
          {list.more && (
            <Button size="xs" variant="default" onClick={list.more} loading={list.loadingMore}>
              Load more
            </Button>
          )}
        </Group>
      )}
    </Stack>
  )
}
