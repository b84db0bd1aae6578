import { Button, type ButtonProps, Tooltip } from '@mantine/core'

interface Props extends ButtonProps {
  readonly children: string
  /** Why it cannot be pressed. It then stays focusable, so that the reason can be read. */
  readonly refusal?: string | undefined
  readonly onClick: () => void
}

export function ActionButton({ refusal, onClick, children, ...button }: Props) {
  if (!refusal) {
    return (
      <Button {...button} onClick={onClick}>
        {children}
      </Button>
    )
  }
  return (
    <Tooltip label={refusal}>
      <Button {...button} data-disabled aria-disabled onClick={event => event.preventDefault()}>
        {children}
      </Button>
    </Tooltip>
  )
}
