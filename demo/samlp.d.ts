// samlp ships no types: these are the parts the sandbox uses.
declare module 'samlp' {
  interface ResponseOptions {
    issuer: string
    key: string
    cert: string
    audience: string
    recipient: string
    destination: string
    inResponseTo?: string | undefined
    signAssertion: boolean
    signResponse: boolean
    signatureAlgorithm: 'rsa-sha256'
    digestAlgorithm: 'sha256'
    nameIdentifierFormat: string
    sessionIndex: string
    lifetimeInSeconds: number
    profileMapper: (user: unknown) => {
      getClaims(): Record<string, string | string[] | undefined>
      getNameIdentifier(): { nameIdentifier: string }
    }
  }
  interface ParsedRequest {
    id?: string
    issuer?: string
    assertionConsumerServiceURL?: string
  }
  type Callback<T> = (error: Error | null | undefined, value?: T) => void
  const samlp: {
    getSamlResponse(options: ResponseOptions, user: unknown, callback: Callback<string>): void
    parseRequest(
      request: { query: Record<string, string>; body: Record<string, string> },
      callback: Callback<ParsedRequest>,
    ): void
  }
  export default samlp
}
