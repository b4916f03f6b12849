import { HOUR, MINUTE, type Office } from './office.ts'

/** What a customer notices of a conversation whose owner has logged out. */
export interface Conversation {
  /** How many acknowledgements the first mail and the reply had. */
  acknowledged: [number, number]
  sameThread: boolean
  /** Who the reply was reserved for, by our record. */
  heldFor: string | undefined
  openedTo: string | undefined
  /** In hours from its enqueueing, rounded down. */
  openedAfter: number | undefined
  /** Who had it offered next, after Ben stood in and Ana was back. */
  nextOffer: string | undefined
}

/** The main story: acknowledged, answered by Ana; held for her, open to Ben at sixteen hours; home to Ana again. */
export async function conversation(office: Office): Promise<Conversation> {
  const first = await office.threadOf('ana')
  office.sets('ben', 'Available')
  const reply = await office.customerWrites({ subject: 'Re: My invoice', answers: first.answer })
  const record = await office.record(reply.contact)
  await office.pass(16 * HOUR + 5 * MINUTE)
  const contact = office.lastOf(reply.contact)
  const [opened] = office.offers(contact)
  const enqueuedAt = office.contact(reply.contact).enqueuedAt ?? 0
  const openedAt = office.happenings(contact, 'offered')[0]?.at
  const people = office.centre.connect.people.list()
  const nextOffer = office.holder(contact) === 'ben' ? await bensTurn() : undefined
  return {
    acknowledged: [
      office.acknowledgementsOf(first.contact).length,
      office.acknowledgementsOf(reply.contact).length,
    ],
    sameThread: office.contact(reply.contact).associationId === first.contact,
    heldFor: people.find(({ id }) => id === record?.holdOwner)?.username,
    openedTo: opened?.agent,
    openedAfter: openedAt === undefined ? undefined : Math.floor((openedAt - enqueuedAt) / HOUR),
    nextOffer,
  }

  async function bensTurn(): Promise<string | undefined> {
    const answer = await office.agentAnswers('ben', contact, 'I am standing in.')
    await office.agentCloses('ben', contact)
    office.sets('ana', 'Available')
    const third = await office.customerWrites({ subject: 'Re: My invoice', answers: answer })
    return office.offers(third.contact)[0]?.agent
  }
}

/** What it should be. */
export const asItShouldBe: Conversation = {
  acknowledged: [1, 1],
  sameThread: true,
  heldFor: 'ana',
  openedTo: 'ben',
  openedAfter: 16,
  nextOffer: 'ana',
}
