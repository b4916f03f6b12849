import { Endpoint, type EndpointProps } from '../../../local/endpoint/endpoint.ts'
import { Faults } from '../../../local/faults.ts'
import { Iam } from '../../../local/iam/iam.ts'
import { Random } from '../../../local/random.ts'
import type { Service } from '../../../local/service.ts'
import { Timeline } from '../../../local/timeline.ts'

export const START = Date.UTC(2026, 0, 5, 9)

/** An endpoint on a clock that stands still, with everything it is made of. */
export function anEndpoint(services: readonly Service[], more: Partial<EndpointProps> = {}) {
  const timeline = new Timeline({ start: START, flowing: false })
  const random = new Random(1)
  const faults = new Faults(random, timeline)
  const iam = new Iam()
  const endpoint = new Endpoint({ services, iam, timeline, random, faults, quotas: 'default', ...more })
  return { endpoint, timeline, random, faults, iam }
}

/** What a client needs besides the endpoint. */
export const clientOf = (url: string, accessKeyId = 'OPERATOR') => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey: 'secret' },
  maxAttempts: 1,
})
