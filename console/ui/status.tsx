export type Tone = 'good' | 'bad' | 'wait' | 'idle'

/** A state as a dot and a word: never by colour alone. */
export function Status({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <span className="status" data-tone={tone}>
      {children}
    </span>
  )
}

const tones: Readonly<Record<string, Tone>> = {
  active: 'good',
  admitted: 'good',
  sent: 'good',
  Active: 'good',
  pending: 'wait',
  queued: 'wait',
  idle: 'wait',
  'On Leave': 'wait',
  refused: 'bad',
  suspended: 'bad',
  failed: 'bad',
  revoked: 'bad',
  Terminated: 'bad',
}

/** The state of a resource in its own word. */
export function StateOf({ state }: { readonly state: string }) {
  const word = state.charAt(0).toUpperCase() + state.slice(1)
  return <Status tone={tones[state] ?? 'idle'}>{word}</Status>
}
