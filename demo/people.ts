/** A person the sandbox can vouch for. `id` is the immutable subject of both protocols. */
export interface SandboxPerson {
  id: string
  kind: 'physician' | 'student' | 'guest'
  givenName: string
  familyName: string
  email?: string
  emailVerified: boolean
  department?: string
  /** Licence number of a physician (ten digits). */
  npi?: string
  studentNumber?: string
}

/**
 * The people a demo starts with. Half of them are complete; the others each lack one thing that real identity
 * providers leave out, so that a policy can be watched coping with it.
 */
export const builtInPeople: readonly SandboxPerson[] = [
  {
    id: 'sbx-4c1f9a20e7b3',
    kind: 'physician',
    givenName: 'Amara',
    familyName: 'Okafor',
    email: 'amara.okafor@mercy.example',
    emailVerified: true,
    department: 'Cardiology',
    npi: '1093817465',
  },
  {
    id: 'sbx-8d30b7c5124e',
    kind: 'physician',
    givenName: 'Lucía',
    familyName: 'Fernández-Ruiz',
    email: 'lucia.fernandez@mercy.example',
    emailVerified: true,
    department: 'Paediatrics',
    npi: '1457392086',
  },
  {
    id: 'sbx-e25a6f04918c',
    kind: 'physician',
    givenName: 'Henrik',
    familyName: 'Sørensen',
    email: 'henrik.sorensen@mercy.example',
    emailVerified: true,
    department: 'Emergency Medicine',
  },
  {
    id: 'sbx-17c8e9d2ab60',
    kind: 'student',
    givenName: 'Mei-Ling',
    familyName: 'Chen',
    email: 'mei-ling.chen@campus.example',
    emailVerified: true,
    department: 'Nursing',
    studentNumber: 'S2041187',
  },
  {
    id: 'sbx-b96f03d7c45a',
    kind: 'student',
    givenName: 'Tomás',
    familyName: "O'Brien",
    email: 'tomas.obrien@campus.example',
    emailVerified: false,
    department: 'Radiography',
    studentNumber: 'S2038854',
  },
  {
    id: 'sbx-50ad71f8e3c9',
    kind: 'student',
    givenName: 'Priya',
    familyName: 'Raman',
    emailVerified: false,
    department: 'Public Health',
    studentNumber: 'S2042930',
  },
]

/** The name as people say it. */
export function fullName(person: Pick<SandboxPerson, 'givenName' | 'familyName'>): string {
  return `${person.givenName} ${person.familyName}`
}
