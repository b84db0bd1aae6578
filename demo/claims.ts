import { fullName, type SandboxPerson } from './people.ts'

/** Attributes a SAML assertion can carry about a person. */
export type SamlAttribute = 'email' | 'firstName' | 'lastName' | 'npi' | 'department' | 'studentNumber'

/** The SAML attributes of a person; what the person does not have is left out. */
export function samlAttributes(person: SandboxPerson): Partial<Record<SamlAttribute, string>> {
  return {
    firstName: person.givenName,
    lastName: person.familyName,
    ...(person.email !== undefined && { email: person.email }),
    ...(person.npi !== undefined && { npi: person.npi }),
    ...(person.department !== undefined && { department: person.department }),
    ...(person.studentNumber !== undefined && { studentNumber: person.studentNumber }),
  }
}

/** Which claims each OpenID Connect scope opens. */
export const oidcScopes = {
  openid: ['sub'],
  email: ['email', 'email_verified'],
  profile: ['name', 'given_name', 'family_name', 'department', 'npi', 'student_number'],
}

/** The OpenID Connect claims of a person; what the person does not have is left out. */
export function oidcClaims(person: SandboxPerson): { sub: string; [claim: string]: string | boolean } {
  return {
    sub: person.id,
    name: fullName(person),
    given_name: person.givenName,
    family_name: person.familyName,
    ...(person.email !== undefined && { email: person.email, email_verified: person.emailVerified }),
    ...(person.department !== undefined && { department: person.department }),
    ...(person.npi !== undefined && { npi: person.npi }),
    ...(person.studentNumber !== undefined && { student_number: person.studentNumber }),
  }
}
