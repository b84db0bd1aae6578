let navigated = false

/** Whether a page was left for this one: then its heading takes the focus, at the first load it does not. */
export const hasNavigated = () => navigated

export function noteNavigation(): void {
  navigated = true
}
