import type { ErrorComponentProps } from '@tanstack/react-router'
import { ProblemView } from './problem-view.tsx'

/** A page that could not be shown: also when its code could not be loaded after an upgrade of the server. */
export function PageFailed({ error }: ErrorComponentProps) {
  return <ProblemView error={error} retry={() => window.location.reload()} />
}
