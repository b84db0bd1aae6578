import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { asProblem } from './problem.ts'

let onSignedOut = () => {}

/** What happens when the API says that nobody is signed in any more. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

function watch(error: unknown, resource: unknown) {
  // asking who is signed in is not being signed out
  if (resource !== 'session' && asProblem(error).code === 'authentication.required') onSignedOut()
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => watch(error, query.queryKey[0]) }),
  mutationCache: new MutationCache({
    onError: error => watch(error, null),
    // a write may show elsewhere too, as a new role does at the portals it opens: other pages read again when visited
    onSuccess: () => {
      void queryClient.invalidateQueries({
        refetchType: 'none',
        predicate: ({ queryKey: [resource] }) => resource !== 'session',
      })
    },
  }),
  defaultOptions: {
    queries: {
      // what a loader began counts as read now; anything older is read again when a page shows it
      staleTime: 2_000,
      refetchOnWindowFocus: false,
      // a refusal stays one; only a missing answer or a busy server is worth another try
      retry: (tries, error) => {
        const { status } = asProblem(error)
        return tries < 2 && (status === 0 || status === 503)
      },
    },
  },
})
