import { z } from 'zod'

/** base64url text as WebAuthn's JSON forms carry binary values. */
const binary = z.string().max(100_000)

/** What `navigator.credentials` is given; passed to `@simplewebauthn/browser` as it is. */
export const passkeyOptions = z.looseObject({ challenge: z.string() }).meta({ id: 'PasskeyOptions' })
export type PasskeyOptions = z.infer<typeof passkeyOptions>

const envelope = {
  id: z.string().min(1).max(2_000),
  rawId: z.string().min(1).max(2_000),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}).default({}),
  authenticatorAttachment: z.enum(['cross-platform', 'platform']).optional(),
}

/** RegistrationResponseJSON of WebAuthn level 3: a passkey was made. */
export const passkeyRegistration = z
  .object({
    ...envelope,
    response: z.object({
      clientDataJSON: binary,
      attestationObject: binary,
      transports: z
        .array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))
        .max(10)
        .optional(),
    }),
  })
  .meta({ id: 'PasskeyRegistration' })
export type PasskeyRegistration = z.infer<typeof passkeyRegistration>

/** AuthenticationResponseJSON of WebAuthn level 3: a passkey signed the challenge. */
export const passkeyAssertion = z
  .object({
    ...envelope,
    response: z.object({
      clientDataJSON: binary,
      authenticatorData: binary,
      signature: binary,
      userHandle: z.string().max(200).optional(),
    }),
  })
  .meta({ id: 'PasskeyAssertion' })
export type PasskeyAssertion = z.infer<typeof passkeyAssertion>
