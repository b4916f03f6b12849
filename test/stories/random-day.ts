import type { FaultRule } from '../../local/faults.ts'
import { Random } from '../../local/random.ts'
import { HOUR, MINUTE, type Office, SECOND } from './office.ts'

const AGENTS = ['ana', 'ben', 'cleo'] as const
/** Nothing breaks any more, and the last hold is over: what is not in order then never will be. */
const SETTLING_MS = 18 * HOUR + 30 * MINUTE

/** What may go wrong; a day draws which of these exist at all (swarm), so that rare ones are not drowned by common ones. */
const MISFORTUNES: readonly ((chance: Random, now: number) => FaultRule)[] = [
  () => ({ deliver: 'drop', probability: 0.2 }),
  () => ({ deliver: 'twice', probability: 0.3 }),
  () => ({ deliver: 'reorder', probability: 0.4 }),
  (chance) => ({ deliver: 'late', probability: 0.2, lateByMs: chance.below(HOUR) }),
  () => ({
    service: 'connect',
    error: 'ThrottlingException',
    when: 'before',
    probability: 0.15,
    caller: 'Functions',
  }),
  () => ({
    service: 'connect',
    error: 'ServiceUnavailable',
    when: 'after',
    probability: 0.1,
    caller: 'Functions',
  }),
  () => ({
    service: 'dynamodb',
    error: 'InternalServerError',
    when: 'before',
    probability: 0.15,
    caller: 'Functions',
  }),
  () => ({
    service: 'dynamodb',
    error: 'ConnectionReset',
    when: 'after',
    probability: 0.1,
    caller: 'Functions',
  }),
  () => ({
    operation: 'UpdateItem',
    error: 'ValidationException',
    when: 'after',
    probability: 0.1,
    caller: 'receiveemail',
  }),
  () => ({
    operation: 'Invoke',
    error: 'TooManyRequestsException',
    when: 'before',
    probability: 0.8,
    caller: 'connect',
  }),
  () => ({
    operation: 'Invoke',
    error: 'TooManyRequestsException',
    when: 'before',
    probability: 0.2,
    caller: 'States',
  }),
  () => ({
    operation: 'StartExecution',
    error: 'StateMachineDoesNotExist',
    when: 'before',
    probability: 0.3,
  }),
  () => ({
    operation: 'UpdateContactRoutingData',
    error: 'InvalidRequestException',
    when: 'before',
    probability: 0.9,
  }),
  (chance, now) => {
    const from = now + chance.below(20 * HOUR)
    return {
      service: 'dynamodb',
      error: 'InternalServerError',
      when: 'before',
      caller: 'Functions',
      from,
      until: from + 10 * MINUTE,
    }
  },
]

/** So many mails, replies and agents who come and go while things break; then time without either. */
export async function randomDay(office: Office, { breaking = true, steps = 18 } = {}): Promise<void> {
  const chance = new Random(office.seed * 7919 + 1)
  for (const misfortune of MISFORTUNES)
    if (breaking && chance.chance(0.35)) office.breaks(misfortune(chance, office.now()))
  let customers = 0
  for (let step = 0; step < steps; step++) {
    const happens = chance.pick([writes, writes, replies, replies, works, works, works, losesAStateMachine])
    await happens()
    // Whoever stays lets offers pass, again and again: that takes time to play and shows nothing new.
    if (chance.chance(0.6)) for (const agent of AGENTS) leaves(agent)
    await office.pass(nobodyIsThere() ? chance.below(150 * MINUTE) : MINUTE)
  }
  office.mends()
  for (const agent of AGENTS) leaves(agent)
  await office.pass(SETTLING_MS)

  async function writes(): Promise<void> {
    const n = customers++
    await office.customerWrites({ from: `person@customer-${n}.example`, subject: subjectOf(n) })
  }

  /** To an agent's answer or to an acknowledgement, whichever comes to hand. */
  async function replies(): Promise<void> {
    const mails = office.centre.outbox.list()
    const mail = mails[chance.below(mails.length)]
    if (!mail) return
    await office.customerWrites({ from: mail.to.address, subject: mail.subject, answers: mail.messageId })
  }

  /** Comes, takes or rejects what there is, answers, closes most of it, and may leave. */
  async function works(): Promise<void> {
    const { people } = office.centre.connect
    const agent = chance.pick(AGENTS)
    office.sets(agent, 'Available')
    for (const { contactId } of deskOf(agent, 'CONNECTING')) {
      if (chance.chance(0.8)) people.accept(agent, contactId)
      else if (chance.chance(0.5)) people.reject(agent, contactId)
    }
    for (const { contactId } of deskOf(agent, 'CONNECTED')) {
      if (chance.chance(0.8)) people.reply(agent, contactId, { body: 'We will look into it.' })
      if (chance.chance(0.7)) people.close(agent, contactId)
    }
    await office.pass(SECOND)
    if (chance.chance(0.7)) leaves(agent)
  }

  function nobodyIsThere(): boolean {
    return office.centre.connect.people.list().every(({ status }) => status !== 'Available')
  }

  function leaves(agent: string): void {
    office.sets(agent, 'Offline')
  }

  function deskOf(agent: string, state: string) {
    const person = office.centre.connect.people.list().find(({ username }) => username === agent)
    return (person?.contacts ?? []).filter((each) => each.state === state)
  }

  async function losesAStateMachine(): Promise<void> {
    const running = (await office.executions('HoldForOriginalAgent')).filter(
      ({ status }) => status === 'RUNNING',
    )
    const lost = running[chance.below(running.length)]
    if (lost) await office.call('states', 'StopExecution', { executionArn: lost.executionArn })
  }
}

/** Words alone: mails that differ in a number are taken for one pattern. */
function subjectOf(n: number): string {
  const letter = (k: number) => String.fromCharCode(97 + k)
  return `About ${letter(n % 26).repeat(5)} ${letter(Math.floor(n / 26)).repeat(3)}`
}
