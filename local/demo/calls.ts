import type { Centre } from '../centre.ts'
import { openLine } from './line.ts'
import type { Story } from './story.ts'

const SECOND = 1000
const CALLER = '+15550111'

/** A caller on hold whom an agent hands on: answered in time; unanswered for a minute; and left too early in a guarded queue, which is closed. */
export async function callWithAHold(centre: Centre, story: Story): Promise<void> {
  const { connect, timeline } = centre
  const { people } = connect
  const line = await openLine(centre)
  const sets = (username: string, status: string) => {
    story.person(timeline.now(), username, `sets the status ${status}`)
    people.setStatus(username, status)
  }
  const talking = async () => {
    sets('ana', 'Available')
    const ringing = connect.receiveCall({ from: CALLER, to: line.number, flow: line.flow })
    if (ringing.outcome !== 'answered') throw new Error(ringing.reason)
    await timeline.advance(SECOND)
    people.accept('ana', ringing.contactId)
    await timeline.advance(20 * SECOND)
    return ringing.contactId
  }
  const handsOn = (contact: string, to: 'Ben' | 'Credit & Title') => {
    story.person(timeline.now(), 'ana', `transfers the call to ${to}, and waits; the caller is on hold`)
    return people.transfer('ana', contact, { quickConnect: to })
  }
  const over = async (contact: string) => {
    connect.hangUp(contact)
    await timeline.advance(SECOND)
    await cleared()
  }
  const cleared = async () => {
    for (const { username, contacts: left } of people.list())
      for (const { contactId } of left) people.close(username, contactId)
    await timeline.advance(SECOND)
  }
  const shown = () => connect.notifications().length
  const noteOn = async (contact: string) => (await line.attributesOf(contact)).homewardDispositionNote

  story.chapter('A transfer that is answered after 50 seconds')
  const first = await talking()
  const answered = handsOn(first, 'Ben')
  await timeline.advance(49 * SECOND)
  sets('ben', 'Available')
  await timeline.advance(SECOND)
  people.accept('ben', answered)
  await timeline.advance(30 * SECOND)
  story.check(
    'nothing is noted, and Ana is told nothing',
    (await noteOn(first)) === undefined && shown() === 0,
  )
  connect.hangUp(first)
  await timeline.advance(SECOND)
  const guide = people.guides('ben').find(({ relatedContactId }) => relatedContactId === answered)
  story.person(timeline.now(), 'ben', 'is asked what the call was about, and types: credit')
  people.answerGuide('ben', guide?.contactId ?? '', { action: 'Submit', data: { typed: 'credit' } })
  await timeline.advance(SECOND)
  const outcome = await line.outcomeOf(answered)
  story.check(`the call was about: ${outcome}`, outcome === 'Credit and title')
  await cleared()

  story.chapter('A transfer that nobody answers for a minute')
  sets('ben', 'Offline')
  const second = await talking()
  handsOn(second, 'Ben')
  await timeline.advance(59 * SECOND)
  story.check('after 59 seconds nothing is noted', (await noteOn(second)) === undefined)
  await timeline.advance(2 * SECOND)
  const note = await noteOn(second)
  story.check(
    `at 60 seconds the contact says: ${note}`,
    note === 'Cold Transfer - Hold greater than 1 minute',
  )
  story.check('and Ana reads on her screen that she may leave', shown() === 1)
  await timeline.advance(20 * SECOND)
  await over(second)

  story.chapter('A caller who is left in a guarded queue after twenty seconds')
  const third = await talking()
  const waiting = handsOn(third, 'Credit & Title')
  await timeline.advance(20 * SECOND)
  const warned = connect
    .timeline()
    .find(({ contactId, details }) => contactId === waiting && /voicemail/.test(String(details.text)))
  story.check(
    'Credit & Title is closed: Ana and the caller both hear that it may be voicemail',
    warned?.details.heardBy === 'both',
  )
  story.person(timeline.now(), 'ana', 'leaves the call')
  people.leave('ana', third)
  await timeline.advance(40 * SECOND)
  const queue = await line.queueOf(waiting)
  story.check(`the caller is back where they came from: ${queue}`, queue === 'Help')
}
