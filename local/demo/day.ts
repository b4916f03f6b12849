import type { Centre } from '../centre.ts'
import { customer } from './customer.ts'
import type { Story } from './story.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** A whole day of email: acknowledged, answered, held for who answered it, opened to the queue, and brought home. */
export async function emailDay(centre: Centre, story: Story): Promise<void> {
  const { connect, timeline, outbox } = centre
  const { people } = connect
  const inbox = centre.inventory().inboxes[0] ?? ''
  const carla = customer('Carla', 'carla@example.net', centre.smtp.port)

  const newest = () => {
    const contact = connect
      .contacts()
      .findLast(({ initiationMethod }) => ['INBOUND', 'API'].includes(initiationMethod))
    if (!contact) throw new Error('no mail of the customer became a contact')
    return contact
  }
  const holder = (contactId: string) =>
    people.list().find(({ contacts }) => contacts.some((each) => each.contactId === contactId))?.username
  const sets = (username: string, status: string) => {
    story.person(timeline.now(), username, `sets the status ${status}`)
    people.setStatus(username, status)
  }
  const logsOut = (username: string) => {
    story.person(timeline.now(), username, 'logs out')
    people.logOut(username)
  }
  const answersAndCloses = async (username: string, contactId: string, body: string) => {
    people.accept(username, contactId)
    people.reply(username, contactId, { body })
    await timeline.advance(5 * MINUTE)
    people.close(username, contactId)
    await timeline.advance(MINUTE)
  }
  const writes = async (subject: string, text: string, answers?: string) => {
    story.person(timeline.now(), 'Carla', `writes: ${subject}`)
    const messageId = await carla.writes(inbox, subject, text, answers)
    await timeline.advance(15 * SECOND)
    return messageId
  }

  story.chapter('A customer writes for the first time')
  sets('ana', 'Available')
  const firstMail = await writes('My invoice', 'The amount looks wrong to me.')
  const acknowledgement = outbox.list()[0]
  story.check('one acknowledgement has left', outbox.list().length === 1)
  story.check('it answers her mail, in the same mail thread', acknowledgement?.inReplyTo === firstMail)
  story.check('it comes from the address she wrote to', acknowledgement?.from.address === inbox)
  const first = newest()
  story.check('the mail is offered to Ana', holder(first.id) === 'ana')
  await answersAndCloses('ana', first.id, 'We will look into it.')
  const answer = outbox.list().at(-1)
  story.check("Ana's answer has left", outbox.list().length === 2 && answer?.to.address === carla.address)

  story.chapter('She answers while Ana is logged out, and Ben has nothing to do')
  logsOut('ana')
  sets('ben', 'Available')
  const receivedAt = timeline.now()
  await writes('Re: My invoice', 'Any news?', answer?.messageId)
  const second = newest()
  story.check('it is in the same thread', second.associationId === first.associationId)
  story.check('it is acknowledged too', outbox.list().length === 3)
  story.check('it waits for Ana alone', second.phase === 'QUEUED' && holder(second.id) === undefined)
  await timeline.advance(receivedAt + 16 * HOUR - MINUTE - timeline.now())
  story.check('after 15 h 59 min it still waits for her', holder(second.id) === undefined)
  // The mail became a contact a few seconds after it was sent, and from then on the hold counts.
  await timeline.advance(MINUTE + (second.enqueuedAt ?? receivedAt) - receivedAt)
  story.check('at 16 hours the next available agent has it', holder(second.id) === 'ben')
  await answersAndCloses('ben', second.id, 'I am standing in for Ana: it is settled.')

  story.chapter('She answers again, and Ana logs in three hours later')
  await writes('Re: My invoice', 'Thank you, one more question.', outbox.list().at(-1)?.messageId)
  const third = newest()
  story.check(
    'Ben stood in, so the thread is still owned by Ana: it waits for her',
    holder(third.id) === undefined,
  )
  await timeline.advance(3 * HOUR)
  sets('ana', 'Available')
  await timeline.advance(SECOND)
  story.check('it is offered to Ana the moment she is there', holder(third.id) === 'ana')
  await answersAndCloses('ana', third.id, 'Here is the answer.')
  for (const username of ['ana', 'ben']) logsOut(username)
  await timeline.advance(16 * HOUR)
  story.check('every mail of hers was acknowledged once, and answered', outbox.list().length === 6)
}
