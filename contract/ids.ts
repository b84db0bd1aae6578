import { z } from 'zod'

/** Branded ids: a UUID of one table cannot be passed where another table's is meant. */
const id = <Name extends string>(name: Name) => z.guid().brand<Name>().meta({ id: name })

export const tenantId = id('TenantId')
export const organizationId = id('OrganizationId')
export const directoryId = id('DirectoryId')
export const portalId = id('PortalId')
export const userTypeId = id('UserTypeId')
export const roleId = id('RoleId')
export const groupId = id('GroupId')
export const locationId = id('LocationId')
export const profileTypeId = id('ProfileTypeId')
export const attributeId = id('AttributeId')
export const connectionId = id('ConnectionId')
export const accountId = id('AccountId')
export const profileId = id('ProfileId')
export const credentialId = id('CredentialId')
export const stampId = id('StampId')
export const flowId = id('FlowId')
export const sessionId = id('SessionId')
export const attemptId = id('AttemptId')
export const auditEventId = id('AuditEventId')
export const apiKeyId = id('ApiKeyId')
export const outboxId = id('OutboxId')

export type TenantId = z.infer<typeof tenantId>
export type OrganizationId = z.infer<typeof organizationId>
export type DirectoryId = z.infer<typeof directoryId>
export type PortalId = z.infer<typeof portalId>
export type UserTypeId = z.infer<typeof userTypeId>
export type RoleId = z.infer<typeof roleId>
export type GroupId = z.infer<typeof groupId>
export type LocationId = z.infer<typeof locationId>
export type ProfileTypeId = z.infer<typeof profileTypeId>
export type AttributeId = z.infer<typeof attributeId>
export type ConnectionId = z.infer<typeof connectionId>
export type AccountId = z.infer<typeof accountId>
export type ProfileId = z.infer<typeof profileId>
export type CredentialId = z.infer<typeof credentialId>
export type StampId = z.infer<typeof stampId>
export type FlowId = z.infer<typeof flowId>
export type SessionId = z.infer<typeof sessionId>
export type AttemptId = z.infer<typeof attemptId>
export type AuditEventId = z.infer<typeof auditEventId>
export type ApiKeyId = z.infer<typeof apiKeyId>
export type OutboxId = z.infer<typeof outboxId>

/** A name that machines use: generated from a label, editable only while creating, immutable afterwards. */
export const uid = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'Use lower-case letters, digits and underscores, beginning with a letter.')
