import type { Aws } from '../service.ts'

const MOST_TRIES = 60

/**
 * Asks again after a second where a service throttles, as CloudFormation does, a minute long at most. `pause` resolves when
 * so many milliseconds have passed.
 */
export function patient(aws: Aws, pause: (ms: number) => Promise<void>): Aws {
  return {
    async call(service, operation, input, caller) {
      for (let tries = 1; ; tries++) {
        try {
          return await aws.call(service, operation, input, caller)
        } catch (error) {
          if (!isThrottle(error) || tries === MOST_TRIES) throw error
          await pause(1000)
        }
      }
    },
  }
}

function isThrottle(error: unknown): boolean {
  return error instanceof Error && ['ThrottlingException', 'TooManyRequestsException'].includes(error.name)
}
