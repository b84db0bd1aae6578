import { Switch, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { Operation } from '@postern/contract/api/operation.ts'
import type { ReactNode } from 'react'
import { refresh } from '../api/refresh.ts'
import { useRefusal } from '../api/session.ts'
import { Fixed } from '../forms/fixed.tsx'
import { FormShell } from '../forms/form-shell.tsx'
import { NameAndUid } from '../forms/name-and-uid.tsx'
import type { SavingForm } from '../forms/use-saving-form.ts'

interface Named {
  name: string
  uid: string
  archived: boolean
}

interface Props<Values extends Named> {
  readonly state: SavingForm<Values>
  /** Null while creating. */
  readonly item: { readonly uid: string; readonly builtIn?: boolean } | null
  readonly one: string
  /** What saving calls. */
  readonly operation: Operation
  /** The resource to read again when somebody else changed it. */
  readonly resource: string
  /** What archiving one means. */
  readonly archiving: string
  readonly close: () => void
  readonly nameHelp?: string
  readonly children?: ReactNode
}

/** The form of anything in the catalogue: name and uid, its own fields, and whether it is put away. */
export function CatalogueForm<Values extends Named>(props: Props<Values>) {
  const { state, item, one, children } = props
  const form = state.form as unknown as UseFormReturnType<Named>
  return (
    <FormShell
      state={state}
      submitLabel={item ? 'Save' : `Create ${one}`}
      edits={item !== null}
      blocked={useRefusal(props.operation)}
      reload={() => refresh(props.resource)}
      cancel={props.close}
    >
      {item ? (
        <>
          <TextInput label="Name" description={props.nameHelp} required {...form.getInputProps('name')} />
          <Fixed label="Uid" value={item.uid} code />
        </>
      ) : (
        <NameAndUid form={form} nameHelp={props.nameHelp} />
      )}
      {children}
      {item && (
        <Switch
          label="Archived"
          disabled={item.builtIn && !form.values.archived}
          description={item.builtIn ? 'Postern comes with it, so it cannot be archived.' : props.archiving}
          {...form.getInputProps('archived', { type: 'checkbox' })}
        />
      )}
    </FormShell>
  )
}
