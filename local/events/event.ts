import { ACCOUNT, REGION } from '../place.ts'

/** An event as it travels (EventBridge guide, "Event structure"). */
export interface EventEnvelope {
  version: '0'
  id: string
  'detail-type': string
  source: string
  account: string
  /** ISO 8601 to the second. */
  time: string
  region: string
  resources: readonly string[]
  detail: object
}

/** `at`: epoch milliseconds. */
export function envelope(
  id: string,
  at: number,
  {
    source,
    detailType,
    detail,
    resources,
  }: { source: string; detailType: string; detail: object; resources: readonly string[] },
): EventEnvelope {
  return {
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account: ACCOUNT,
    time: toSeconds(at),
    region: REGION,
    resources,
    detail,
  }
}

export const toSeconds = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
