import { z } from 'zod'
import { operation } from './operation.ts'
import { email, label, newPassword, signInStep } from './session.ts'

export const setup = {
  read: operation({
    id: 'setup.read',
    method: 'GET',
    path: '/setup',
    summary: 'Tells whether the first administrator is still to be set up.',
    access: 'public',
    result: z.strictObject({ open: z.boolean() }),
  }),
  complete: operation({
    id: 'setup.complete',
    method: 'POST',
    path: '/setup',
    summary:
      'Creates the first owner with the one-time code printed at start. The answer leads to setting up a second factor, as at sign-in.',
    access: 'public',
    body: z.strictObject({
      /** As printed; case, spaces and hyphens do not matter. */
      code: z.string().trim().min(1, 'Type the code that was printed at start.').max(100),
      email,
      firstName: label.min(1, 'Enter your first name.'),
      lastName: label.min(1, 'Enter your last name.'),
      password: newPassword,
    }),
    result: signInStep,
  }),
}
