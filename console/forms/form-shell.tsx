import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useId } from 'react'
import { ProblemView } from '../ui/problem-view.tsx'
import { StaleEdit } from './stale-edit.tsx'
import { UnsavedGuard } from './unsaved-guard.tsx'
import type { SavingForm } from './use-saving-form.ts'

interface Props<Values> {
  readonly state: SavingForm<Values>
  readonly submitLabel: string
  /** Why nothing can be saved, however the fields are filled: shown beside the disabled button. */
  readonly blocked?: string | false | undefined
  /** Edits have nothing to save until something changed. */
  readonly edits?: boolean
  /** Reads the resource again after somebody else changed it. */
  readonly reload?: () => void
  readonly cancel?: () => void
  readonly children: ReactNode
}

/** Every form: its fields, what went wrong, and a button that says why it is disabled. */
export function FormShell<Values>(props: Props<Values>) {
  const { state, submitLabel, edits, reload, cancel, children } = props
  const why = useId()
  const blocked = props.blocked || (edits && !state.form.isDirty() && 'Nothing has changed yet.') || undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (!blocked && !state.saving) state.submit()
  }
  const stale = state.problem?.code === 'edit.stale'
  return (
    <form onSubmit={submit} noValidate>
      <UnsavedGuard hasUnsaved={state.hasUnsaved} />
      <Stack gap="md">
        {state.problem && (stale ? <StaleEdit reload={reload} /> : <ProblemView error={state.problem} />)}
        {children}
        <Group gap="sm">
          <Button
            type="submit"
            loading={state.saving}
            disabled={blocked !== undefined}
            aria-describedby={blocked ? why : undefined}
          >
            {submitLabel}
          </Button>
          {cancel && (
            <Button variant="default" onClick={cancel}>
              Cancel
            </Button>
          )}
          {blocked && (
            <Text size="xs" c="dimmed" id={why}>
              {blocked}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  )
}
