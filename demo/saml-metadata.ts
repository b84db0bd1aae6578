import { escapeMarkup } from './html.ts'

const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings'

/** Builds the identity provider's metadata. samlp's own offers a logout service that is not there. */
export function samlMetadata(entityId: string, ssoUrl: string, certificatePem: string): string {
  const certificate = certificatePem.replace(/-----[^-]+-----|\s/g, '')
  const services = ['HTTP-Redirect', 'HTTP-POST'].map(
    name => `<SingleSignOnService Binding="${bindings}:${name}" Location="${escapeMarkup(ssoUrl)}"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escapeMarkup(entityId)}">
  <IDPSSODescriptor WantAuthnRequestsSigned="false"
      protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data><X509Certificate>${certificate}</X509Certificate></X509Data>
      </KeyInfo>
    </KeyDescriptor>
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
    ${services.join('\n    ')}
  </IDPSSODescriptor>
</EntityDescriptor>
`
}
