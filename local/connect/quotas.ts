import type { Quota } from '../service.ts'

/**
 * Requests a second and at once, for an account and Region, all instances together
 * (AWS: "Amazon Connect service quotas", API throttling quotas).
 */
const QUOTAS: Readonly<Record<string, Quota>> = {
  DescribeContact: { rate: 10, burst: 15 },
  GetContactAttributes: { rate: 10, burst: 15 },
  UpdateContactAttributes: { rate: 10, burst: 15 },
  UpdateContact: { rate: 10, burst: 15 },
  StopContact: { rate: 10, burst: 15 },
  UpdateContactRoutingData: { rate: 20, burst: 20 },
  TagContact: { rate: 20, burst: 25 },
  StartChatContact: { rate: 5, burst: 8 },
  UpdateParticipantRoleConfig: { rate: 5, burst: 8 },
  StartContactStreaming: { rate: 5, burst: 8 },
  UntagContact: { rate: 20, burst: 25 },
}

/** Every operation that is not in the exception table. */
const DEFAULT: Quota = { rate: 2, burst: 5 }

export const quotaOf = (operation: string): Quota => QUOTAS[operation] ?? DEFAULT
