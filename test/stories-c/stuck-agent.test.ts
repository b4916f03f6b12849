import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { MINUTE, Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'
import { startWarmCentre } from '../stories/warm-centre.ts'
import { settingBackAssembly } from './presence-build.ts'

const openQuietly = offices()
const open: typeof openQuietly = (options = {}) => openQuietly({ heartbeats: true, sweep: false, ...options })

const notices = (office: Office) => office.centre.connect.notifications()
const statusOf = (office: Office, agent: string) =>
  office.centre.connect.people.list().find(({ username }) => username === agent)?.status
const reviews = (office: Office) =>
  office.told('stuck agent reviewed').map(({ outcome, reason }) => `${outcome}: ${reason}`)

async function withStatuses(office: Office): Promise<Office> {
  for (const Name of ['Unavailable', 'Lunch'])
    await office.call('connect', 'CreateAgentStatus', {
      InstanceId: office.instanceId(),
      Name,
      State: 'ENABLED',
    })
  return office
}

/** Ana has an email in hand. */
async function inConversation(office: Office): Promise<string> {
  office.sets('ana', 'Available')
  const { contact } = await office.customerWrites()
  office.accepts('ana', contact)
  await office.pass(MINUTE)
  return contact
}

/** She ends it, and clears it too. */
async function done(office: Office, contact: string): Promise<void> {
  office.centre.connect.people.close('ana', contact)
  await office.pass(5 * SECOND)
  if (office.centre.connect.people.list().some(({ contacts }) => contacts.length > 0))
    office.centre.connect.people.close('ana', contact)
  await office.pass(5 * SECOND)
}

describe('an agent whose softphone popped out during a contact', () => {
  it('is told five minutes after the contact, once, in words that name nobody', async () => {
    const office = await withStatuses(await open({ sweep: false }))
    const contact = await inConversation(office)
    office.centre.connect.people.popOut('ana')
    await office.pass(30 * MINUTE)
    expect(notices(office)).toEqual([])
    await done(office, contact)
    await office.pass(4 * MINUTE)
    expect(notices(office)).toEqual([])
    await office.pass(2 * MINUTE)
    expect(notices(office)).toHaveLength(1)
    const [notice] = notices(office)
    expect(notice?.recipients).toEqual(new Set([office.idOf('ana')]))
    expect(JSON.stringify(notice)).not.toMatch(/Ana|Carla|carla|invoice/)
    await office.pass(60 * MINUTE)
    expect(notices(office)).toHaveLength(1)
    expect(reviews(office)).toEqual(['notify: still-stuck'])
    expect(statusOf(office, 'ana')).toBe('Unavailable')
  })

  it('is told once though every event comes twice and Connect throttles and answers too late', async () => {
    const office = await withStatuses(await open({ sweep: false }))
    office.breaks(
      { deliver: 'twice', detailType: 'Agent Event', probability: 1 },
      { operation: 'CreateNotification', error: 'ThrottlingException', when: 'before', times: 8 },
      { operation: 'CreateNotification', error: 'ValidationException', when: 'after', times: 1 },
    )
    const contact = await inConversation(office)
    office.centre.connect.people.popOut('ana')
    await office.pass(SECOND)
    await done(office, contact)
    await office.pass(30 * MINUTE)
    expect(notices(office)).toHaveLength(1)
  })

  it('is found by the next heartbeat where the end of the contact was lost', async () => {
    const office = await withStatuses(await open({ sweep: false }))
    const contact = await inConversation(office)
    office.centre.connect.people.popOut('ana')
    await office.pass(5 * SECOND)
    office.breaks({ deliver: 'drop', detailType: 'Agent Event', probability: 1 })
    await done(office, contact)
    office.mends()
    await office.pass(8 * MINUTE)
    expect(notices(office)).toHaveLength(1)
  })

  it('is left alone after coming back, or leaving, within the five minutes', async () => {
    for (const status of ['Available', 'Offline']) {
      const office = await withStatuses(await open({ sweep: false }))
      const contact = await inConversation(office)
      office.centre.connect.people.popOut('ana')
      await office.pass(5 * SECOND)
      await done(office, contact)
      office.sets('ana', status)
      await office.pass(10 * MINUTE)
      expect(notices(office)).toEqual([])
      expect(reviews(office)).toEqual(['over: another-status'])
    }
  })

  it('is left alone when only Connect knows that the status is another by now', async () => {
    const office = await withStatuses(await open({ sweep: false }))
    const contact = await inConversation(office)
    office.centre.connect.people.popOut('ana')
    await office.pass(5 * SECOND)
    await done(office, contact)
    office.breaks({ deliver: 'drop', detailType: 'Agent Event', probability: 1 })
    office.sets('ana', 'Lunch')
    await office.pass(10 * MINUTE)
    expect(notices(office)).toEqual([])
    expect(reviews(office)).toEqual(['over: another-status'])
  })
})

describe('a status that an agent chose', () => {
  it('before the contact is nobody’s business, though she took what she was offered already', async () => {
    const office = await withStatuses(await open({ sweep: false }))
    office.sets('ana', 'Available')
    const { contact } = await office.customerWrites()
    expect(office.phase(contact)).toBe('CONNECTING')
    office.sets('ana', 'Lunch')
    await office.pass(5 * SECOND)
    office.centre.connect.people.accept('ana', contact)
    await office.pass(10 * MINUTE)
    await done(office, contact)
    await office.pass(20 * MINUTE)
    expect(statusOf(office, 'ana')).toBe('Lunch')
    expect(notices(office)).toEqual([])
    expect(reviews(office)).toEqual([])
  })

  it('for after the contact, or after it, is nobody’s business', async () => {
    const office = await withStatuses(await open({ sweep: false }))
    const contact = await inConversation(office)
    office.sets('ana', 'Lunch')
    await office.pass(MINUTE)
    await done(office, contact)
    expect(statusOf(office, 'ana')).toBe('Lunch')
    const next = await inConversation(office)
    await done(office, next)
    office.sets('ana', 'Lunch')
    await office.pass(20 * MINUTE)
    expect(notices(office)).toEqual([])
    expect(reviews(office)).toEqual([])
  })
})

describe('where it is configured so', () => {
  let office: Office | undefined
  beforeAll(() => settingBackAssembly().then(() => undefined))
  afterEach(() => office?.centre.stop())

  it('an agent who is stuck is set back to Available instead, after the minutes configured', async () => {
    const lines: Office['lines'] = []
    const centre = await startWarmCentre({
      assembly: await settingBackAssembly(),
      ...{ seed: 1, quotas: 'default', flowing: false },
      onLog: (line) => lines.push(line),
    })
    office = await withStatuses(new Office(centre, 1, lines))
    await office.stopsSweeping()
    const contact = await inConversation(office)
    office.centre.connect.people.popOut('ana')
    await office.pass(5 * SECOND)
    await done(office, contact)
    expect(statusOf(office, 'ana')).toBe('Unavailable')
    await office.pass(90 * SECOND)
    expect(statusOf(office, 'ana')).toBe('Available')
    expect(notices(office)).toEqual([])
    expect(reviews(office)).toEqual(['set-back: still-stuck'])
    expect(office.denied).toEqual([])
  })
})
