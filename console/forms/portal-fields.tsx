import { NumberInput, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'

export interface SessionValues {
  inactivityMinutes: number | string
  lifetimeHours: number | string
  retries: number | string
}

/** The limits of a portal's sessions. */
export function SessionFields<Values extends SessionValues>(props: {
  readonly form: UseFormReturnType<Values>
}) {
  const form = props.form as unknown as UseFormReturnType<SessionValues>
  return (
    <>
      <NumberInput
        label="Ends after inactivity of"
        description="Minutes without a request: 1 to 10,080 (a week)."
        suffix=" minutes"
        min={1}
        max={10_080}
        allowDecimal={false}
        {...form.getInputProps('inactivityMinutes')}
      />
      <NumberInput
        label="Ends in any case after"
        description="Hours since sign-in: 1 to 720 (30 days)."
        suffix=" hours"
        min={1}
        max={720}
        allowDecimal={false}
        {...form.getInputProps('lifetimeHours')}
      />
      <NumberInput
        label="Failed tries before a wait"
        description="Of a password or code. Each further one waits longer."
        min={1}
        max={100}
        allowDecimal={false}
        {...form.getInputProps('retries')}
      />
    </>
  )
}

export const sessionBody = (values: SessionValues) => ({
  inactivityMinutes: Number(values.inactivityMinutes),
  lifetimeHours: Number(values.lifetimeHours),
  retries: Number(values.retries),
})

interface AddressProps<Values extends { url: string }> {
  readonly form: UseFormReturnType<Values>
  readonly onType?: () => void
}

/** The portal's address, with what people will type spelled out beneath. */
export function AddressField<Values extends { url: string }>(props: AddressProps<Values>) {
  const form = props.form as unknown as UseFormReturnType<{ url: string }>
  const field = form.getInputProps('url')
  const { url } = form.getValues()
  return (
    <TextInput
      label="Address"
      description={
        <Text component="span" size="xs" className="code">
          {window.location.origin}/p/{url || '…'}
        </Text>
      }
      spellCheck={false}
      autoComplete="off"
      required
      {...field}
      onChange={event => {
        props.onType?.()
        field.onChange(event)
      }}
    />
  )
}
