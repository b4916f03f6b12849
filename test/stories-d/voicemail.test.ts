import { expect, it } from 'vitest'
import { type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'
import { answersCalls } from './call-office.ts'

const open = offices('customers who call')
const WARNING = 'Nobody may be there to answer now. You may reach voicemail.'

/** Who hears the warning before the contact is in the queue. */
const warned = (office: Office, contact: string) => {
  const [queued] = office.happenings(contact, 'queued')
  return office
    .happenings(contact, 'said')
    .filter(({ at, details }) => details.text === WARNING && at < (queued?.at ?? 0))
    .map(({ details }) => details.heardBy)
}

/** Ana serves the first queue alone: or she herself would be somebody who is there. */
async function anaServesHelpOnly(office: Office): Promise<void> {
  const InstanceId = office.instanceId()
  const QueueId = office.resource('AWS::Connect::Queue', 'QueueHelp').split('/').at(-1)
  const { RoutingProfileId } = await office.call('connect', 'CreateRoutingProfile', {
    ...{ InstanceId, Name: 'Help', Description: 'Help', DefaultOutboundQueueId: QueueId },
    MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
    QueueConfigs: [{ QueueReference: { QueueId, Channel: 'VOICE' }, Priority: 1, Delay: 0 }],
  })
  const UserId = office.idOf('ana')
  await office.call('connect', 'UpdateUserRoutingProfile', { InstanceId, UserId, RoutingProfileId })
}

it('agent and caller hear of voicemail before the queue where nobody is there or it is closed; else neither does', async () => {
  const SUNDAY = Date.UTC(2026, 0, 4, 9)
  const office = await open({ assembly: 'customers who call', sweep: false, start: SUNDAY })
  const { talking, transfer, notices } = await answersCalls(office)
  const { people } = office.centre.connect
  await anaServesHelpOnly(office)
  const contact = await talking()
  const tried = async (queue: 'Billing' | 'Credit & Title') => {
    const consulted = transfer(contact, queue)
    await office.pass(15 * SECOND)
    const heardBy = warned(office, consulted)
    people.abandon('ana', contact)
    people.resume('ana', contact)
    await office.pass(SECOND)
    return heardBy
  }
  office.sets('ben', 'Available')
  const staffed = await tried('Billing')
  const closed = await tried('Credit & Title')
  office.sets('ben', 'Offline')
  await office.pass(SECOND)
  const unstaffed = await tried('Billing')
  expect({ staffed, closed, unstaffed }).toEqual({
    staffed: [],
    closed: ['both'],
    unstaffed: ['both'],
  })
  // The minute counts from when the caller was put on hold again.
  const began = office.now()
  transfer(contact, 'Billing')
  await office.pass(70 * SECOND)
  const [seconds] = notices().map(({ at }) => (at - began) / SECOND)
  expect(Math.abs((seconds ?? 0) - 64)).toBeLessThanOrEqual(1)
})
