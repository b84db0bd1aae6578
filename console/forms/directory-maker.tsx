import { Button, Text } from '@mantine/core'
import { type Directory, directories } from '@postern/contract/api/directories.ts'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { queryClient } from '../api/query-client.ts'
import { announce } from '../ui/announce.ts'

interface Props {
  readonly organization: string | null
  /** The portal's name, for the directory's. */
  readonly name: string
  /** One is chosen already. */
  readonly chosen: boolean
  readonly made: (directory: Directory) => void
}

/** Makes a directory in passing, so that a first portal needs no detour. */
export function DirectoryMaker({ organization, name, chosen, made }: Props) {
  const title = name.trim()
  const making = useMutation({
    mutationFn: (owner: string) => call(directories.create, { body: { name: title, organization: owner } }),
    onSuccess: async directory => {
      await queryClient.invalidateQueries({ queryKey: ['directories'] })
      made(directory)
      announce(`The directory ${directory.name} is created and chosen.`)
    },
  })
  if (!organization || !title || chosen) return null
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        mt={4}
        loading={making.isPending}
        onClick={() => making.mutate(organization)}
      >
        Create a directory “{title}” for it
      </Button>
      {making.error && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {asProblem(making.error).fields[0]?.message ?? asProblem(making.error).message}
        </Text>
      )}
    </>
  )
}
