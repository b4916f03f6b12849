import { describe, expect, it } from 'vitest'
import { SUPPORT } from './build.ts'
import { HOUR, MINUTE, type Office } from './office.ts'
import { offices } from './offices.ts'

const open = offices()

describe('a flow event that cannot be worked with', () => {
  it.each([
    ['without contact id', { ContactId: undefined }, 'Details.ContactData.ContactId'],
    ['with an empty contact id', { ContactId: '' }, 'Details.ContactData.ContactId'],
    ['with a number for contact id', { ContactId: 7 }, 'Details.ContactData.ContactId'],
    ['without a customer', { CustomerEndpoint: null }, 'Details.ContactData.CustomerEndpoint'],
    ['without an inbox', { SystemEndpoint: null }, 'Details.ContactData.SystemEndpoint'],
    ['with an endpoint of no address', { SystemEndpoint: {} }, 'Details.ContactData.SystemEndpoint.Address'],
    ['of an unknown channel', { Channel: 'TELEX' }, 'Details.ContactData.Channel'],
    ['with attributes that are a list', { Attributes: ['a'] }, 'Details.ContactData.Attributes'],
    ['with 40 KB of attributes', { Attributes: { note: 'x'.repeat(40_000) } }, 'Details.ContactData.Attributes has'],
    ['with a related contact that is an object', { RelatedContactId: {} }, 'Details.ContactData.RelatedContactId'],
  ])('%s is refused by name, with one line that names the field', async (_, change, field) => {
    const office = await shared()
    const before = office.told('failed').length
    const { error } = await office.invokes('receive-email', flowEvent(change))
    expect(error).toBe('MalformedFlowEvent')
    const lines = office.told('failed').slice(before)
    expect(lines).toEqual([expect.objectContaining({ error: 'MalformedFlowEvent' })])
    expect(lines[0]?.why).toContain(field)
  })

  it.each([['nothing at all', null], ['a list', []], ['a word', 'hello'], ['no details', { Name: 'ContactFlowEvent' }]])(
    '%s is refused by name',
    async (_, event) => {
      const office = await shared()
      expect((await office.invokes('receive-email', event)).error).toBe('MalformedFlowEvent')
    },
  )

  it('takes the error branch of the flow: the customer is in the queue', async () => {
    const office = await open()
    office.sets('ben', 'Available')
    const contact = await withoutSender(office)
    expect(office.told('failed')[0]).toMatchObject({ error: 'MalformedFlowEvent' })
    expect(office.told('failed')[0]?.why).toContain('Details.ContactData.CustomerEndpoint')
    expect(office.holder(contact)).toBe('ben')
    await office.pass(HOUR)
    expect(await office.record(contact)).toMatchObject({ route: 'queue', routeReason: 'found-in-queue' })
    expect(office.acknowledgementsOf(contact)).toEqual([])
    expect(await office.deadLetters()).toBe(0)
  })

  let sharedOffice: Office | undefined
  async function shared(): Promise<Office> {
    sharedOffice = await open()
    return sharedOffice
  }
})

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
  it.each([
    ['UpdateItem', 1],
    ['UpdateItem', 2],
    ['StartExecution', 1],
    ['StartExecution', 2],
  ])('ends in the same state after %s number %i', async (operation, nth) => {
    const undisturbed = await endState(() => undefined)
    const disturbed = await endState((office) => office.kills('receiveemail', operation, nth))
    expect(disturbed).toEqual(undisturbed)
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

  async function endState(disturb: (office: Office) => void): Promise<object> {
    const office = await open({ sweep: false })
    const { answer } = await office.threadOf('ana')
    office.sets('ben', 'Available')
    disturb(office)
    const { contact } = await office.customerWrites({ answers: answer })
    await office.pass(16 * HOUR + 2 * MINUTE)
    const { thread, route, holdOwner, acknowledgement } = (await office.record(contact)) ?? {}
    return {
      ...{ thread, route, holdOwner, acknowledgement },
      acknowledgements: office.acknowledgementsOf(contact).length,
      opened: office.offers(contact)[0],
      holds: (await office.executions('HoldForOriginalAgent')).map(({ status }) => status),
    }
  }
})

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
    expect(await office.deadLetters()).toBe(0)
    expect(office.counted('ContactsFoundInQueue')).toBe(3)
  })

  it('starts what is there already without a word', async () => {
    const office = await open()
    const { contact } = await office.customerWrites()
    const again = await office.invokes('receive-email', flowEvent({ ContactId: contact }))
    expect(again).toEqual({ answer: { route: 'queue', reason: 'new-thread', owner: 'none' }, error: undefined })
    await office.pass(HOUR)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(office.told('workflow not started')).toEqual([])
  })

  it('gives three calls at once the same answer, and one acknowledgement', async () => {
    const office = await open()
    const { answer } = await office.threadOf('ana')
    const { contact } = await office.customerWrites({ answers: answer })
    const event = flowEvent({ ContactId: contact, RelatedContactId: office.contact(contact).relatedContactId })
    const answers = await Promise.all([1, 2, 3].map(() => office.invokes('receive-email', event)))
    expect(answers.map(({ answer: { owner } }) => owner)).toEqual(Array(3).fill(office.idOf('ana')))
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('leaves a workflow that cannot be started to the sweep', async () => {
    const office = await open()
    office.breaks({ operation: 'StartExecution', error: 'StateMachineDoesNotExist', when: 'before', times: 1 })
    const { contact } = await office.customerWrites()
    expect(office.told('workflow not started')).toEqual([expect.objectContaining({ workflow: 'acknowledge-email' })])
    await office.pass(31 * MINUTE)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('queues the customer when Lambda throttles, and acknowledges a little later', async () => {
    const office = await open()
    office.breaks({ service: 'lambda', operation: 'Invoke', caller: 'connect', error: 'TooManyRequestsException', when: 'before' })
    const { contact } = await office.customerWrites()
    expect(office.phase(contact)).toBe('QUEUED')
    office.mends()
    await office.pass(MINUTE)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(await office.record(contact)).toMatchObject({ routeReason: 'found-in-queue' })
  })
})
