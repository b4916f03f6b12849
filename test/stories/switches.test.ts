import { describe, expect, it } from 'vitest'
import type { Switches } from '../../local/connect/switches.ts'
import { asItShouldBe, type Conversation, conversation } from './conversation.ts'
import { offices } from './offices.ts'

const OTHER = 'two inboxes, expiry by the state machine alone'
const open = offices(OTHER)

/** What AWS does not document, with what must not depend on it: nothing of the main story, unless `but` says so. Several in one run, where none hides another. */
const READINGS: [about: string, switches: Partial<Switches>, but?: Partial<Conversation>][] = [
  [
    'mail has the method API, and contact events the old name, capital keys and the related contact',
    {
      inboundInitiationMethod: 'API',
      eventDetailType: 'Amazon Connect Contact Event',
      eventKeys: 'pascal',
      eventsCarryRelatedContactId: true,
    },
  ],
  [
    'contact events have the new name and small keys, and leave out what has not happened yet',
    {
      eventDetailType: 'Connect Customer Contact Event',
      eventKeys: 'camel',
      eventsWriteNotYetAs1970: false,
    },
  ],
  [
    'a reply relates to the contact it answers, not to the message',
    { relatedContactOfReply: 'contact-answered' },
  ],
  [
    'neither the flow event of an email nor its attributes tell of its thread',
    { lambdaEventHasRelatedContactId: false, threadedRepliesInheritAttributes: false },
  ],
  [
    'an outbound contact stays open after its mail, which carries no thread headers',
    { outboundContactCloses: 'stays-open', linkedMailCarriesThreadHeaders: false },
  ],
  ['clearing routing criteria is ignored', { emptySteps: 'ignored' }],
  // A name that matches nobody reserves all the same: the reply is open to the queue at the deadline, and no sooner.
  ['agents are named by ARN only', { agentIdForms: ['arn'] }, { nextOffer: undefined }],
  // The record says refused-by-connect, and an alarm. docs/first-deploy.md has the first thing to try.
  ['CreateContact refuses FLOW', { flowContactByApi: 'refused' }, { acknowledged: [0, 0] }],
]

describe('the main story, however an open point turns out', () => {
  it.each(READINGS)('where %s', async (_, switches, but = {}) => {
    const office = await open({ switches, sweep: false })
    expect(await conversation(office)).toEqual({ ...asItShouldBe, ...but })
  })

  it('is not deployed where no step may last sixteen hours and the flow has one', async () => {
    await expect(open({ switches: { longestStepSeconds: 57_599 } })).rejects.toThrow(
      /InvalidContactFlowException.*RoutingCriteria\.Steps/,
    )
  })

  it('needs no expiry in the flow where no step may last sixteen hours', async () => {
    const office = await open({ assembly: OTHER, switches: { longestStepSeconds: 57_599 }, sweep: false })
    expect(await conversation(office)).toEqual(asItShouldBe)
  })
})
