import type { Centre } from '../../local/centre.ts'
import type { Contact, Happening } from '../../local/connect/model.ts'
import type { Switches } from '../../local/connect/switches.ts'
import type { FaultRule } from '../../local/faults.ts'
import { parseMail } from '../../local/mail/parse.ts'
import { OPERATOR } from '../../local/service.ts'
import { type AssemblyName, assemblyOf, SUPPORT } from './build.ts'
import { addressIn, composed, type Letter } from './mail.ts'
import { startWarmCentre } from './warm-centre.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export interface OfficeOptions {
  assembly?: AssemblyName
  seed?: number
  switches?: Partial<Switches>
  /** Epoch milliseconds. */
  start?: number
  /** False: the schedule is off, so that what happens is nobody's doing but the flow's and the state machines'. */
  sweep?: boolean
  /** Which schedules run: sweep, orphans, dispositions, follow-ups. Default: the sweep, since they cost more time than the rest of a story. */
  schedules?: RegExp
  /** Minutes between two runs of each schedule. Default: an hour, since runs that find nothing cost more time than the rest of a story. */
  sweepEvery?: number
  quotas?: 'default' | 'off'
  /** Agent events every two minutes of everybody who is there. Default: none, since they cost more time than the rest of a story. */
  heartbeats?: boolean
  /** The same seed gives the same happenings, at the price of functions that run one after the other. */
  repeatable?: boolean
  /** A story about a refused call says so; everywhere else one is a missing permission. */
  deniesOnPurpose?: boolean
}

export type Facts = Readonly<Record<string, any>>

/** A contact centre in which a story takes place: frozen time, customers who write, agents who work. */
export class Office {
  readonly centre: Centre
  readonly seed: number
  readonly lines: { functionName: string; text: string }[] = []
  /** Refused for want of permission. */
  readonly denied: string[] = []
  /** What only the customer and we may know: it must be in no log line. */
  private readonly personal = new Set<string>()
  private letters = 0

  constructor(centre: Centre, seed: number, lines: Office['lines']) {
    this.centre = centre
    this.seed = seed
    this.lines = lines
    centre.calls.onCall(({ operation, caller, error }) => {
      if (error?.startsWith('AccessDenied')) this.denied.push(`${caller} ${operation}`)
    })
  }

  now(): number {
    return this.centre.timeline.now()
  }

  async pass(ms: number): Promise<void> {
    await this.centre.timeline.advance(ms)
  }

  async passUntil(at: number): Promise<void> {
    await this.pass(at - this.now())
  }

  call(service: string, operation: string, input: object): Promise<any> {
    return this.centre.aws.call(service, operation, input, OPERATOR)
  }

  /** Sends a mail and lets it arrive. Gives its Message-ID and the contacts it became. */
  async customerWrites(
    letter: Letter = {},
  ): Promise<{ messageId: string; contacts: string[]; contact: string }> {
    const messageId = `letter-${++this.letters}-of-${this.seed}@example.net`
    const whole = {
      from: CARLA,
      to: SUPPORT,
      subject: 'My invoice',
      text: 'The amount looks wrong.',
      ...letter,
    }
    for (const secret of [addressIn(whole.from), whole.subject, whole.text]) this.keepsSecret(secret)
    const contacts = await this.receives(composed({ ...whole, messageId }), {
      from: addressIn(whole.from),
      to: [whole.to].flat(),
    })
    await this.pass(10 * SECOND)
    return { messageId, contacts, contact: contacts[0] ?? '' }
  }

  keepsSecret(text: string | undefined): void {
    if (text !== undefined && text.length > 5) this.personal.add(text)
  }

  /** Octets as they come over SMTP, without the wait. Gives the contacts they became. */
  async receives(raw: string | Uint8Array, envelope: { from: string; to: string[] }): Promise<string[]> {
    const { connect, timeline } = this.centre
    return timeline.busy(async () => {
      const reception = connect.receiveMail(await parseMail(Buffer.from(raw), envelope))
      if (reception.outcome !== 'taken')
        throw new Error(`the mail was ${reception.outcome}: ${reception.reason}`)
      return reception.contactIds
    })
  }

  sets(agent: string, status: string): void {
    this.centre.connect.people.setStatus(agent, status)
  }

  /** The agent takes what she is offered, or comes back to what she missed: it is offered again then. */
  accepts(agent: string, contact: string): void {
    const { people } = this.centre.connect
    const desk = people.list().find(({ username }) => username === agent)?.contacts ?? []
    if (desk.some(({ contactId, state }) => contactId === contact && state === 'MISSED'))
      people.close(agent, contact)
    people.accept(agent, contact)
  }

  /** Gives the Message-ID of the answer. */
  async agentAnswers(agent: string, contact: string, body = 'We will look into it.'): Promise<string> {
    const { people } = this.centre.connect
    if (this.phase(contact) !== 'CONNECTED') this.accepts(agent, contact)
    this.keepsSecret(body)
    const reply = people.reply(agent, contact, { body })
    await this.pass(SECOND)
    return this.mailOf(reply)?.messageId ?? ''
  }

  async agentCloses(agent: string, contact: string): Promise<void> {
    this.centre.connect.people.close(agent, contact)
    await this.pass(SECOND)
  }

  /** A customer has written, and this agent has answered and closed, and has gone. Gives the answer's Message-ID. */
  async threadOf(
    agent: string,
    letter: Letter = {},
  ): Promise<{ contact: string; answer: string; letter: string }> {
    this.sets(agent, 'Available')
    const { contact, messageId } = await this.customerWrites(letter)
    const answer = await this.agentAnswers(agent, contact)
    await this.agentCloses(agent, contact)
    this.sets(agent, 'Offline')
    await this.pass(MINUTE)
    return { contact, answer, letter: messageId }
  }

  contact(id: string): Contact {
    const found = this.centre.connect.contacts().find((contact) => contact.id === id)
    if (!found) throw new Error(`there is no contact ${id}`)
    return found
  }

  /** The contact that a transfer made of this one. */
  successorOf(id: string): string {
    const next = this.centre.connect.contacts().find(({ previousContactId }) => previousContactId === id)
    if (!next) throw new Error(`contact ${id} was not transferred`)
    return next.id
  }

  /** The contact itself, or what transfers made of it in the end. */
  lastOf(id: string): string {
    const next = this.centre.connect.contacts().find(({ previousContactId }) => previousContactId === id)
    return next ? this.lastOf(next.id) : id
  }

  phase(id: string): Contact['phase'] {
    return this.contact(id).phase
  }

  /** Who is offered the contact, or has it; where nobody is and has, who missed it and may come back to it. */
  holder(id: string): string | undefined {
    const { userId, phase } = this.contact(id)
    const people = this.centre.connect.people.list()
    if (phase === 'CONNECTING' || phase === 'CONNECTED')
      return people.find((person) => person.id === userId)?.username
    return people.find(({ contacts }) =>
      contacts.some(({ contactId, state }) => contactId === id && state === 'MISSED'),
    )?.username
  }

  idOf(agent: string): string {
    return this.centre.connect.people.list().find(({ username }) => username === agent)?.id ?? ''
  }

  /** Who the contact was offered to, with how long after its enqueueing, in seconds. */
  offers(id: string): { agent: string; after: number }[] {
    const { enqueuedAt = 0 } = this.contact(id)
    return this.happenings(id, 'offered').map(({ at, details }) => ({
      agent: String(details.agent),
      after: (at - enqueuedAt) / SECOND,
    }))
  }

  happenings(id: string, what: string): Happening[] {
    return this.centre.connect
      .timeline()
      .filter((happening) => happening.contactId === id && happening.what === what)
  }

  mailOf(outbound: string) {
    return this.centre.outbox.list().find(({ contactId }) => contactId === outbound)
  }

  /** The mails that left to say that this contact's mail has arrived. */
  acknowledgementsOf(id: string) {
    const outbound = this.centre.connect
      .contacts()
      .filter(
        ({ relatedContactId, initiationMethod }) => relatedContactId === id && initiationMethod === 'FLOW',
      )
    return outbound.flatMap((contact) => this.mailOf(contact.id) ?? [])
  }

  /** What Homeward knows of a contact; undefined where it has no record. */
  async record(id: string): Promise<Facts | undefined> {
    return this.item(`CONTACT#${id}`)
  }

  /** What Homeward knows of the thread of a contact. */
  async thread(contact: string): Promise<Facts | undefined> {
    return this.item(`THREAD#${(await this.record(contact))?.thread}`)
  }

  async item(pk: string): Promise<Facts | undefined> {
    const { Item } = await this.call('dynamodb', 'GetItem', {
      TableName: this.table(),
      Key: { pk: { S: pk } },
    })
    return Item && plain(Item)
  }

  async deletesItem(pk: string): Promise<void> {
    await this.call('dynamodb', 'DeleteItem', { TableName: this.table(), Key: { pk: { S: pk } } })
  }

  instanceId(): string {
    return this.resource('AWS::Connect::Instance').split('/').at(-1) ?? ''
  }

  table(): string {
    return this.resource('AWS::DynamoDB::Table')
  }

  /** The ref of a resource of the template, by type and part of its logical id. */
  resource(type: string, part = ''): string {
    const made = this.centre.deployed().find((each) => each.type === type && each.logicalId.includes(part))
    if (!made) throw new Error(`nothing of type ${type} has ${part} in its name`)
    return made.ref
  }

  functionName(part: string): string {
    return this.resource('AWS::Lambda::Function', part.replaceAll('-', ''))
  }

  /** Calls a function as the operator. Gives its answer, or the error it threw. */
  async invokes(part: string, event: unknown): Promise<{ answer: any; error: string | undefined }> {
    const Payload = Buffer.from(JSON.stringify(event))
    const input = { FunctionName: this.functionName(part), Payload }
    const output = await this.call('lambda', 'Invoke', input)
    const answer = JSON.parse(Buffer.from(output.Payload).toString() || 'null')
    return { answer, error: output.FunctionError && answer.errorType }
  }

  /** Log lines of this message, as JSON. */
  told(message: string): Facts[] {
    return this.lines
      .map(({ text }) => (text.startsWith('{') ? JSON.parse(text) : {}))
      .filter((line) => line.message === message)
  }

  /** How often a metric was counted. */
  counted(metric: string): number {
    return this.lines
      .flatMap(({ text }) => (text.startsWith('{') && text.includes('"_aws"') ? JSON.parse(text)[metric] : 0))
      .reduce((sum: number, value) => sum + Number(value ?? 0), 0)
  }

  breaks(...rules: FaultRule[]): void {
    for (const rule of rules) this.centre.faults.add(rule)
  }

  /** Makes the n-th such call fail after its effect, in a way that no client tries again: as if its caller had died. */
  kills(caller: string, operation: string, nth: number): void {
    const strike = () =>
      this.breaks({ caller, operation, error: 'ValidationException', when: 'after', times: 1 })
    let before = nth - 1
    if (before === 0) {
      strike()
      return
    }
    const stop = this.centre.calls.onCall((call) => {
      if (!call.caller.includes(caller) || call.operation !== operation || --before > 0) return
      stop()
      strike()
    })
  }

  mends(): void {
    this.centre.faults.clear()
  }

  /** Messages that nobody could work on, by whose dead-letter queue they are in; without the empty ones. */
  async deadLetters(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const { type, logicalId, ref } of this.centre.deployed()) {
      if (type !== 'AWS::SQS::Queue' || !/dead-?letter/i.test(logicalId)) continue
      const AttributeNames = ['ApproximateNumberOfMessages']
      const { Attributes } = await this.call('sqs', 'GetQueueAttributes', { QueueUrl: ref, AttributeNames })
      const whose = /reroute|associate|events/.exec(logicalId.toLowerCase())?.[0] ?? logicalId
      if (Number(Attributes.ApproximateNumberOfMessages) > 0)
        counts[whose] = Number(Attributes.ApproximateNumberOfMessages)
    }
    return counts
  }

  /** Executions of a state machine, newest first, as ListExecutions shows them. */
  async executions(part: 'AcknowledgeEmail' | 'HoldForOriginalAgent'): Promise<Facts[]> {
    const stateMachineArn = this.resource('AWS::StepFunctions::StateMachine', part)
    const { executions } = await this.call('states', 'ListExecutions', { stateMachineArn })
    return executions
  }

  /** Log lines that hold what only the customer and we may know. */
  indiscretions(): string[] {
    const secrets = [...this.personal]
    return this.lines
      .map(({ text }) => text)
      .filter((text) => secrets.some((secret) => text.includes(secret)))
  }

  async stopsSweeping(): Promise<void> {
    for (const Name of await this.schedules()) await this.call('scheduler', 'DeleteSchedule', { Name })
  }

  /** Deletes every other schedule. */
  async keepsSchedules(name: RegExp): Promise<void> {
    for (const Name of await this.schedules())
      if (!name.test(Name)) await this.call('scheduler', 'DeleteSchedule', { Name })
  }

  /** Mostly less often than deployed. */
  async sweepsEvery(minutes: number): Promise<void> {
    const ScheduleExpression = `rate(${minutes} minutes)`
    for (const Name of await this.schedules()) {
      const { FlexibleTimeWindow, Target } = await this.call('scheduler', 'GetSchedule', { Name })
      await this.call('scheduler', 'UpdateSchedule', { Name, FlexibleTimeWindow, Target, ScheduleExpression })
    }
  }

  private async schedules(): Promise<string[]> {
    const { Schedules } = await this.call('scheduler', 'ListSchedules', {})
    return Schedules.map(({ Name }: { Name: string }) => Name)
  }
}

export const CARLA = 'Carla Meyer <carla.meyer@example.net>'

export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const { assembly = 'deployed', seed = 1, switches, start, sweep = true, quotas = 'default' } = options
  const lines: Office['lines'] = []
  const centre = await startWarmCentre({
    assembly: await assemblyOf(assembly),
    // The same names whatever strikes, so that functions stay warm.
    ...{ seed: 1, faultSeed: seed, quotas, flowing: false },
    repeatable: options.repeatable ?? false,
    switches: { ...(!options.heartbeats && { heartbeatSeconds: Number.POSITIVE_INFINITY }), ...switches },
    ...(start !== undefined && { start }),
    onLog: (line) => lines.push(line),
  })
  const office = new Office(centre, seed, lines)
  if (!sweep) await office.stopsSweeping()
  else await office.keepsSchedules(options.schedules ?? /sweep/i)
  if (sweep) await office.sweepsEvery(options.sweepEvery ?? 60)
  return office
}

function plain(item: Record<string, { S?: string; N?: string }>): Facts {
  return Object.fromEntries(
    Object.entries(item).map(([name, { S, N }]) => [name, N === undefined ? S : Number(N)]),
  )
}
