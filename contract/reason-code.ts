import { z } from 'zod'
import { type ReasonCode, reasons } from './reasons.ts'

/** A reason's code at a boundary: `reasons.ts` itself stays free of the schema library. */
export const reasonCode = z
  .enum(Object.keys(reasons) as [ReasonCode, ...ReasonCode[]])
  .meta({ id: 'ReasonCode' })
