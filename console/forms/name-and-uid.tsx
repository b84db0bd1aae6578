import { TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { uidFromName } from '@postern/contract/uid-from-name.ts'
import { useRef } from 'react'

interface Named {
  name: string
  uid: string
}

interface Props<Values extends Named> {
  readonly form: UseFormReturnType<Values>
  readonly nameLabel?: string
  readonly nameHelp?: string
  readonly placeholder?: string
  /** Other fields made from the name while nobody has typed in them. */
  readonly derive?: (name: string) => void
}

/** The first two fields of every create form: a name, and the uid made from it until somebody types another. */
export function NameAndUid<Values extends Named>(props: Props<Values>) {
  const form = props.form as unknown as UseFormReturnType<Named>
  const typed = useRef(false)
  const name = form.getInputProps('name')
  const uid = form.getInputProps('uid')
  return (
    <>
      <TextInput
        label={props.nameLabel ?? 'Name'}
        description={props.nameHelp}
        placeholder={props.placeholder}
        required
        data-autofocus
        {...name}
        onChange={event => {
          name.onChange(event)
          if (!typed.current) form.setFieldValue('uid', suggested(event.currentTarget.value))
          props.derive?.(event.currentTarget.value)
        }}
      />
      <TextInput
        label="Uid"
        description="Made from the name. Other systems rely on it: it can be changed now, and never again."
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'code' }}
        {...uid}
        onChange={event => {
          typed.current = event.currentTarget.value !== ''
          uid.onChange(event)
        }}
      />
    </>
  )
}

const suggested = (name: string) => (name.trim() === '' ? '' : uidFromName(name))
