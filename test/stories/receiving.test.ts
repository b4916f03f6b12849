import { describe, expect, it } from 'vitest'
import { SUPPORT } from './build.ts'
import { HOUR, MINUTE, type Office } from './office.ts'
import { offices } from './offices.ts'

const open = offices()

describe('a flow event that cannot be worked with', () => {
  it('is refused by name, with one line that names the field', async () => {
    const office = await open()
    for (const [change, field] of MALFORMED) {
      const before = office.told('failed').length
      const { error } = await office.invokes('receive-email', flowEvent(change))
      const lines = office.told('failed').slice(before)
      expect([field, error, lines.length]).toEqual([field, 'MalformedFlowEvent', 1])
      expect(lines[0]?.why).toContain(field)
    }
    for (const event of [null, [], 'hello', { Name: 'ContactFlowEvent' }])
      expect((await office.invokes('receive-email', event)).error).toBe('MalformedFlowEvent')
  })
})

describe('a mail that names no sender', () => {
  it('is in the queue like any other; nobody is acknowledged, and nothing fails', async () => {
    const office = await open()
    office.sets('ben', 'Available')
    const contact = await withoutSender(office)
    expect(office.holder(contact)).toBe('ben')
    await office.pass(HOUR)
    expect(await office.record(contact)).toMatchObject({
      ...{ route: 'queue', acknowledgement: 'refused', acknowledgementReason: 'no-sender' },
    })
    expect(office.told('failed')).toEqual([])
    expect(office.acknowledgementsOf(contact)).toEqual([])
    expect(await office.deadLetters()).toEqual({})
  })
})

const MALFORMED: [change: object, field: string][] = [
  [{ ContactId: undefined }, 'Details.ContactData.ContactId'],
  [{ ContactId: '' }, 'Details.ContactData.ContactId'],
  [{ ContactId: 7 }, 'Details.ContactData.ContactId'],
  [{ CustomerEndpoint: 'carla' }, 'Details.ContactData.CustomerEndpoint'],
  [{ SystemEndpoint: null }, 'Details.ContactData.SystemEndpoint'],
  [{ SystemEndpoint: {} }, 'Details.ContactData.SystemEndpoint.Address'],
  [{ Channel: 'TELEX' }, 'Details.ContactData.Channel'],
  [{ Attributes: ['a'] }, 'Details.ContactData.Attributes'],
  [{ Attributes: { note: 'x'.repeat(40_000) } }, 'Details.ContactData.Attributes has'],
  [{ RelatedContactId: {} }, 'Details.ContactData.RelatedContactId'],
]

async function withoutSender(office: Office): Promise<string> {
  const [contact = ''] = await office.receives(`To: ${SUPPORT}\r\nSubject: Who am I?\r\n\r\nGuess.`, {
    from: '',
    to: [SUPPORT],
  })
  await office.pass(10_000)
  return contact
}

function flowEvent(change: object): object {
  const endpoint = (Address: string) => ({ Address, Type: 'EMAIL_ADDRESS' })
  const ContactData = {
    ContactId: '0c0ffee0-0000-4000-8000-000000000001',
    Channel: 'EMAIL',
    InitiationMethod: 'INBOUND',
    CustomerEndpoint: endpoint('carla.meyer@example.net'),
    SystemEndpoint: endpoint(SUPPORT),
    Attributes: {},
    ...change,
  }
  return { Name: 'ContactFlowEvent', Details: { ContactData, Parameters: {} } }
}

describe('ReceiveEmail, killed after an effect and called again', () => {
  it('ends in the same state, whichever effect it was', async () => {
    const office = await open({ sweep: false })
    const threads = new Map<string, string>()
    for (const name of ['undisturbed', ...EFFECTS.map(nameOf)])
      threads.set(
        name,
        (await office.threadOf('ana', { from: `x@${name}.example`, subject: `About ${name}` })).answer,
      )
    const undisturbed = await reply('undisturbed')
    const disturbed: string[] = []
    for (const effect of EFFECTS) {
      office.kills('receiveemail', effect.operation, effect.nth)
      disturbed.push(await reply(nameOf(effect)))
    }
    expect(office.centre.faults.list().map(({ struck }) => struck)).toEqual(EFFECTS.map(() => 1))
    office.sets('ben', 'Available')
    await office.pass(16 * HOUR + 2 * MINUTE)
    const expected = await endState(office, undisturbed)
    expect(expected).toMatchObject({ acknowledgements: 1, opened: { agent: 'ben', after: 16 * 3600 } })
    for (const contact of disturbed) expect(await endState(office, contact)).toEqual(expected)
    expect((await office.executions('HoldForOriginalAgent')).map(({ status }) => status)).toEqual(
      Array(EFFECTS.length + 1).fill('SUCCEEDED'),
    )

    async function reply(name: string): Promise<string> {
      const letter = { from: `x@${name}.example`, subject: `About ${name}`, answers: threads.get(name) }
      return (await office.customerWrites(letter)).contact
    }
  })

  it('queues the customer when it dies every time, and the acknowledgement comes later', async () => {
    const office = await open()
    office.breaks({ caller: 'receiveemail', error: 'ValidationException', when: 'after', times: 4 })
    const { contact } = await office.customerWrites()
    expect(office.phase(contact)).toBe('QUEUED')
    await office.pass(HOUR)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('does what it did when the connection breaks after each call', async () => {
    const office = await open()
    office.breaks({ caller: 'receiveemail', error: 'ConnectionReset', when: 'after', times: 2 })
    const { contact } = await office.customerWrites()
    expect(office.told('email received').filter(({ first }) => first)).toHaveLength(1)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })
})

const EFFECTS = [
  { operation: 'UpdateItem', nth: 1 },
  { operation: 'UpdateItem', nth: 2 },
  { operation: 'StartExecution', nth: 1 },
  { operation: 'StartExecution', nth: 2 },
]
const nameOf = ({ operation, nth }: (typeof EFFECTS)[number]) => `${operation.toLowerCase()}-${nth}`

async function endState(office: Office, contact: string): Promise<object> {
  const { route, holdOwner, acknowledgement, expiredAt } = (await office.record(contact)) ?? {}
  return {
    ...{ route, holdOwner, acknowledgement, expired: expiredAt !== undefined },
    acknowledgements: office.acknowledgementsOf(contact).length,
    opened: office.offers(contact)[0],
  }
}

describe('the surroundings of ReceiveEmail', () => {
  it('queues every customer while the table is out of reach for 10 minutes, and acknowledges them afterwards', async () => {
    const office = await open()
    office.breaks({
      service: 'dynamodb',
      error: 'InternalServerError',
      when: 'before',
      until: office.now() + 10 * MINUTE,
    })
    const contacts: string[] = []
    for (const name of ['anton', 'berta', 'clara'])
      contacts.push((await office.customerWrites({ from: `${name}@example.org` })).contact)
    expect(contacts.map((id) => office.phase(id))).toEqual(['QUEUED', 'QUEUED', 'QUEUED'])
    expect(office.centre.outbox.list()).toEqual([])
    await office.pass(45 * MINUTE)
    expect(contacts.map((id) => office.acknowledgementsOf(id).length)).toEqual([1, 1, 1])
    expect(office.counted('ContactsFoundInQueue')).toBe(3)
    // A sweep that met the outage and its two repetitions is given up; the next one did its work. No event is lost.
    expect(await office.deadLetters()).toEqual({ reroute: 1 })
  })

  it('starts what is there already without a word', async () => {
    const office = await open()
    const { contact } = await office.customerWrites()
    const again = await office.invokes('receive-email', flowEvent({ ContactId: contact }))
    expect(again).toMatchObject({
      answer: { route: 'queue', reason: 'new-thread', owner: 'none' },
      error: undefined,
    })
    await office.pass(HOUR)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(office.told('workflow not started')).toEqual([])
  })

  it('gives three calls at once the same answer, and one acknowledgement', async () => {
    const office = await open()
    const { answer } = await office.threadOf('ana')
    const { contact } = await office.customerWrites({ answers: answer })
    const event = flowEvent({
      ContactId: contact,
      RelatedContactId: office.contact(contact).relatedContactId,
    })
    const answers = await Promise.all([1, 2, 3].map(() => office.invokes('receive-email', event)))
    expect(answers.map(({ answer: { owner } }) => owner)).toEqual(Array(3).fill(office.idOf('ana')))
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('leaves a workflow that cannot be started to the sweep', async () => {
    const office = await open({ sweepEvery: 15 })
    office.breaks({
      operation: 'StartExecution',
      error: 'StateMachineDoesNotExist',
      when: 'before',
      times: 1,
    })
    const { contact } = await office.customerWrites()
    expect(office.told('workflow not started')).toEqual([
      expect.objectContaining({ workflow: 'acknowledge-email' }),
    ])
    await office.pass(31 * MINUTE)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('queues the customer when Lambda throttles, and acknowledges a little later', async () => {
    const office = await open()
    office.breaks({
      service: 'lambda',
      operation: 'Invoke',
      caller: 'connect',
      error: 'TooManyRequestsException',
      when: 'before',
    })
    const { contact } = await office.customerWrites()
    expect(office.phase(contact)).toBe('QUEUED')
    office.mends()
    await office.pass(MINUTE)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(await office.record(contact)).toMatchObject({ routeReason: 'found-in-queue' })
  })
})
