import { createEvents, type Events, type EventsProps } from '../../../local/events/events.ts'
import { Random } from '../../../local/random.ts'
import { AwsError, OPERATOR } from '../../../local/service.ts'
import { Timeline } from '../../../local/timeline.ts'

export const START = Date.UTC(2026, 2, 1, 12)
export const RULE = 'arn:aws:events:us-east-1:111122223333:rule/contact-events'
export const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:observe-contacts'
export const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:dead-letters'
export const TO_FUNCTION = { Id: 'observe', Arn: FUNCTION }
export const TO_QUEUE = { Id: 'keep', Arn: QUEUE }

/** EventBridge with a clock that moves only when told; every target takes what it gets, but for `refusing`. */
export function aRoom(props: Partial<EventsProps> = {}) {
  const timeline = new Timeline({ start: START, flowing: false })
  const calls: { service: string; operation: string; input: any; caller: unknown; at: number }[] = []
  const refusals: Record<string, AwsError> = {}
  const aws = {
    async call(service: string, operation: string, input: object, caller: unknown): Promise<any> {
      calls.push({ service, operation, input, caller, at: timeline.now() - START })
      if (refusals[service]) throw refusals[service]
      return {}
    },
  }
  const events: Events = createEvents({ timeline, random: new Random(3), aws, ...props })
  const ask = async (operation: string, input: object): Promise<any> =>
    events.operations[operation]!(input, OPERATOR)

  return {
    timeline,
    calls,
    ask,
    /** Makes Lambda refuse from now on. */
    refusing(name: string, message: string): void {
      refusals.lambda = new AwsError(name, message)
    },
    /** Sends what matches to the targets. */
    async rule(Targets: object[], pattern: object = { source: ['aws.connect'] }): Promise<void> {
      await ask('PutRule', { Name: 'contact-events', EventPattern: JSON.stringify(pattern) })
      await ask('PutTargets', { Rule: 'contact-events', Targets })
    },
    /** A contact is queued: one contact event. */
    queued: () =>
      events.emit(
        'aws.connect',
        'Amazon Connect Contact Event',
        { eventType: 'QUEUED', waiting: [7], contactId: 'c-1' },
        ['arn:aws:connect:us-east-1:111122223333:instance/homeward/contact/c-1'],
      ),
    bodies: () => calls.map(({ input }) => String(input.MessageBody ?? Buffer.from(input.Payload))),
  }
}
