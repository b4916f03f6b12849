import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createControl } from '../../../local/control/control.ts'
import type { AgentView, ControlProps } from '../../../local/control/ports.ts'
import { AwsError } from '../../../local/service.ts'

const ana: AgentView = {
  username: 'ana',
  presence: 'Logged out',
  status: 'Offline',
  contacts: [{ contactId: 'c-1', state: 'CONNECTED', since: '2026-01-05T09:00:00.000Z' }],
}

function fakeCentre() {
  let now = Date.UTC(2026, 0, 5, 9)
  return {
    health: vi.fn(() => ({ ready: true, endpoints: { aws: 'http://127.0.0.1:1' } })),
    clock: {
      now: () => now,
      advance: vi.fn(async (ms: number) => {
        now += ms
      }),
    },
    people: {
      list: vi.fn(() => [ana]),
      find: vi.fn((username: string) => (username === 'ana' ? ana : undefined)),
      statuses: () => ['Available', 'Offline'],
      setStatus: vi.fn(),
      logOut: vi.fn(),
      popOut: vi.fn(),
      accept: vi.fn(),
      reject: vi.fn(),
      reply: vi.fn(),
      close: vi.fn(),
      message: vi.fn(),
      transfer: vi.fn(),
      hold: vi.fn(),
      resume: vi.fn(),
      join: vi.fn(),
      leave: vi.fn(),
      abandon: vi.fn(),
      guides: vi.fn(() => [{ contactId: 'guide' }]),
      answerGuide: vi.fn(),
    },
    contacts: {
      list: vi.fn((): object[] => [{ contactId: 'c-1', phase: 'QUEUED' }]),
      find: (id: string) => (id === 'c-1' ? { contactId: 'c-1' } : undefined),
      timeline: vi.fn((thread: string | undefined) => [{ what: 'queued', thread }]),
    },
    chats: {
      list: vi.fn((): object[] => [{ chatId: 'c-1' }]),
      find: (id: string) => (id === 'c-1' ? { chatId: 'c-1' } : undefined),
      start: vi.fn(() => ({ chatId: 'c-3' })),
      connect: vi.fn(() => ({ chatId: 'c-4' })),
      write: vi.fn((): object => ({ chatId: 'c-1' })),
      leave: vi.fn((): object => ({ chatId: 'c-1', over: true })),
    },
    notifications: vi.fn((): object[] => [{ notificationId: 'n-1' }]),
    calls: { entries: vi.fn(() => [{ operation: 'DescribeContact', calls: 1 }]), reset: vi.fn() },
    faults: {
      add: vi.fn(() => 'fault-1'),
      remove: vi.fn((id: string) => id === 'fault-1'),
      clear: vi.fn(),
      list: vi.fn(() => [{ id: 'fault-1' }]),
    },
    receiveCall: vi.fn((_: object): object => ({ outcome: 'answered', contactId: 'c-3' })),
    hangUp: vi.fn(),
    receiveMail: vi.fn(async () => ({ contacts: ['c-2'] })),
    outbox: vi.fn(() => [{ messageId: 'm-1' }]),
    log: vi.fn(() => [{ text: 'hello' }]),
    answerCustomResource: vi.fn((token: string) => token === 'known'),
  } satisfies ControlProps
}

let centre = fakeCentre()
let server: Server
let port: number

beforeAll(async () => {
  server = createServer((message, response) => void createControl(centre)(message, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  centre = fakeCentre()
})

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(text !== undefined && { body: text }),
  })
  return { status: response.status, body: await response.json() }
}

/** fetch will not let a Host header be set. */
function callAs(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path: '/_local/health', headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode))
    })
    request.on('error', reject).end()
  })
}

describe('the control API', () => {
  it('says that it is up and what time it is', async () => {
    expect(await call('GET', '/_local/health')).toEqual({
      status: 200,
      body: { ready: true, now: '2026-01-05T09:00:00.000Z', endpoints: { aws: 'http://127.0.0.1:1' } },
    })
  })

  it('moves time on', async () => {
    const { body } = await call('POST', '/_local/clock/advance', { seconds: 57_600 })
    expect(body).toEqual({ now: '2026-01-06T01:00:00.000Z' })
    expect(centre.clock.advance).toHaveBeenCalledExactlyOnceWith(57_600_000)
  })

  it('sets a status', async () => {
    expect(await call('POST', '/_local/agents/ana/status', { status: 'Available' })).toEqual({
      status: 200,
      body: ana,
    })
    expect(centre.people.setStatus).toHaveBeenCalledExactlyOnceWith('ana', 'Available')
  })

  const deeds = ['accept', 'reject', 'close', 'hold', 'resume', 'join', 'leave', 'abandon'] as const
  it.each(deeds)('lets an agent %s', async (verb) => {
    expect((await call('POST', `/_local/agents/ana/${verb}`, { contactId: 'c-1' })).status).toBe(200)
    expect(centre.people[verb]).toHaveBeenCalledExactlyOnceWith('ana', 'c-1')
  })

  it('signs an agent out, and pops a softphone out to the status there is or to one by name', async () => {
    expect((await call('POST', '/_local/agents/ana/log-out')).status).toBe(200)
    expect(centre.people.logOut).toHaveBeenCalledExactlyOnceWith('ana')
    expect((await call('POST', '/_local/agents/ana/pop-out')).status).toBe(200)
    expect((await call('POST', '/_local/agents/ana/pop-out', { status: 'Lunch' })).status).toBe(200)
    expect(centre.people.popOut.mock.calls).toEqual([
      ['ana', undefined],
      ['ana', 'Lunch'],
    ])
  })

  it('shows the guides of an agent, and lets her answer one', async () => {
    expect((await call('GET', '/_local/agents/ana/guides')).status).toBe(200)
    const answer = { action: 'Submit', data: { topic: ['Kettles'] } }
    expect((await call('POST', '/_local/agents/ana/guides/g-1', answer)).status).toBe(200)
    expect(centre.people.answerGuide).toHaveBeenCalledExactlyOnceWith('ana', 'g-1', answer)
    expect((await call('POST', '/_local/agents/ana/guides/g-1', { data: {} })).status).toBe(400)
  })

  it('lets an agent reply', async () => {
    await call('POST', '/_local/agents/ana/reply', { contactId: 'c-1', body: 'Hello', html: false })
    expect(centre.people.reply).toHaveBeenCalledExactlyOnceWith('ana', 'c-1', { body: 'Hello', html: false })
  })

  it.each([{ agent: 'ben' }, { queue: 'support' }, { quickConnect: 'Billing' }])(
    'lets an agent transfer to %o',
    async (target) => {
      await call('POST', '/_local/agents/ana/transfer', { contactId: 'c-1', ...target })
      expect(centre.people.transfer).toHaveBeenCalledExactlyOnceWith('ana', 'c-1', target)
    },
  )

  it('takes a mail, with the envelope of the query where there is one', async () => {
    await call('POST', '/_local/mail', 'From: a@b\r\n\r\nHi')
    await call('POST', '/_local/mail?from=&to=x@y&to=z@y', 'From: a@b\r\n\r\nHi')
    expect(centre.receiveMail).toHaveBeenNthCalledWith(1, Buffer.from('From: a@b\r\n\r\nHi'), {})
    expect(centre.receiveMail).toHaveBeenNthCalledWith(2, expect.anything(), { from: '', to: ['x@y', 'z@y'] })
  })

  it.each<[string, object]>([
    ['/_local/agents', { agents: [ana], statuses: ['Available', 'Offline'] }],
    ['/_local/outbox', { mails: [{ messageId: 'm-1' }] }],
    ['/_local/contacts', { contacts: [{ contactId: 'c-1', phase: 'QUEUED' }] }],
    ['/_local/contacts/c-1', { contactId: 'c-1' }],
    ['/_local/timeline?thread=c-1', { happenings: [{ what: 'queued', thread: 'c-1' }] }],
    ['/_local/timeline', { happenings: [{ what: 'queued' }] }],
    ['/_local/calls', { calls: [{ operation: 'DescribeContact', calls: 1 }] }],
    ['/_local/notifications', { notifications: [{ notificationId: 'n-1' }] }],
    ['/_local/chats', { chats: [{ chatId: 'c-1' }] }],
    ['/_local/chats/c-1', { chatId: 'c-1' }],
    ['/_local/faults', { faults: [{ id: 'fault-1' }] }],
    ['/_local/log', { lines: [{ text: 'hello' }] }],
  ])('shows %s', async (path, body) => {
    expect(await call('GET', path)).toEqual({ status: 200, body })
  })

  it('takes a call, and lets its caller hang up', async () => {
    const given = { flow: 'Inbound', from: '+15550111', to: '+15550100' }
    expect(await call('POST', '/_local/calls', given)).toEqual({
      status: 200,
      body: { outcome: 'answered', contactId: 'c-3' },
    })
    expect(centre.receiveCall).toHaveBeenCalledWith(given)
    expect((await call('POST', '/_local/calls/c-1/hang-up')).status).toBe(200)
    expect(centre.hangUp).toHaveBeenCalledWith('c-1')
    expect((await call('POST', '/_local/calls/c-9/hang-up')).status).toBe(404)
    centre.receiveCall.mockImplementation(() => {
      throw new Error('there is no published inbound flow Inbound: there are none')
    })
    expect((await call('POST', '/_local/calls', given)).status).toBe(409)
  })

  it('lets customers and agents chat', async () => {
    const chat = { flow: 'Inbound', name: 'Ada', message: 'Hello' }
    expect((await call('POST', '/_local/chats', chat)).body).toEqual({ chatId: 'c-3' })
    expect(centre.chats.start).toHaveBeenCalledExactlyOnceWith(chat)
    expect((await call('POST', '/_local/chats', { participantToken: 't' })).body).toEqual({ chatId: 'c-4' })
    await call('POST', '/_local/chats/c-1/messages', { text: 'Hello?' })
    expect(centre.chats.write).toHaveBeenCalledExactlyOnceWith('c-1', 'Hello?')
    await call('POST', '/_local/agents/ana/message', { contactId: 'c-1', text: 'Yes' })
    expect(centre.people.message).toHaveBeenCalledExactlyOnceWith('ana', 'c-1', 'Yes')
    expect((await call('POST', '/_local/chats/c-1/leave')).body).toEqual({ chatId: 'c-1', over: true })
    expect((await call('POST', '/_local/chats/c-9/leave')).status).toBe(404)
    centre.chats.write.mockImplementation(() => {
      throw new Error('chat c-1 is over')
    })
    expect(await call('POST', '/_local/chats/c-1/messages', { text: 'Hello?' })).toEqual({
      status: 409,
      body: { error: 'chat c-1 is over' },
    })
  })

  it('injects and lifts faults, and forgets calls', async () => {
    const rule = { error: 'ThrottlingException', when: 'before' }
    expect((await call('POST', '/_local/faults', rule)).body).toEqual({ id: 'fault-1' })
    expect((await call('DELETE', '/_local/faults/fault-1')).status).toBe(200)
    expect((await call('DELETE', '/_local/faults')).status).toBe(200)
    expect((await call('DELETE', '/_local/calls')).status).toBe(200)
    expect(centre.faults.add).toHaveBeenCalledExactlyOnceWith(rule)
    expect(centre.faults.clear).toHaveBeenCalledOnce()
    expect(centre.calls.reset).toHaveBeenCalledOnce()
  })

  it('takes the answer of a custom resource under its own address only', async () => {
    expect((await call('PUT', '/_local/custom-resources/known', '{}')).status).toBe(200)
    expect((await call('PUT', '/_local/custom-resources/other', '{}')).status).toBe(403)
    expect((await call('PUT', '/_local/custom-resources/known', 'x'.repeat(4097))).status).toBe(413)
  })
})

describe('a wrong request', () => {
  it.each<[string, string, unknown, number, string]>([
    ['POST', '/_local/clock/advance', '{', 400, 'the body is "{": send a JSON object'],
    ['POST', '/_local/clock/advance', '[]', 400, 'the body is "[]": send a JSON object'],
    [
      'POST',
      '/_local/clock/advance',
      {},
      400,
      'seconds is missing: send a number above 0 and at most 31622400',
    ],
    [
      'POST',
      '/_local/clock/advance',
      { seconds: -1 },
      400,
      'seconds is -1: send a number above 0 and at most 31622400',
    ],
    [
      'POST',
      '/_local/clock/advance',
      { seconds: '60' },
      400,
      'seconds is "60": send a number above 0 and at most 31622400',
    ],
    [
      'POST',
      '/_local/clock/advance',
      { second: 1 },
      400,
      'second is 1: there is no such field here, only seconds',
    ],
    [
      'POST',
      '/_local/agents/ana/status',
      { status: 'Away' },
      400,
      'status is "Away": send one of Available, Offline',
    ],
    [
      'POST',
      '/_local/agents/ana/status',
      {},
      400,
      'status is missing: send a text, such as {"status":"Available"}',
    ],
    [
      'POST',
      '/_local/agents/zoe/status',
      { status: 'Available' },
      404,
      'there is no agent "zoe": there are ana',
    ],
    [
      'POST',
      '/_local/agents/ana/accept',
      {},
      400,
      'contactId is missing: send a text, such as {"contactId":"<id>"}',
    ],
    [
      'POST',
      '/_local/agents/ana/reply',
      { contactId: 'c-1', body: '' },
      400,
      'body is empty: send a text, such as {"body":"Hello"}',
    ],
    [
      'POST',
      '/_local/agents/ana/transfer',
      { contactId: 'c-1', agent: 'ben', queue: 'q' },
      400,
      'agent is "ben" and queue is "q": send one of them',
    ],
    ['POST', '/_local/mail', '', 400, 'the body is empty: send a raw mail (RFC 5322)'],
    ['GET', '/_local/contacts/x', undefined, 404, 'there is no contact "x": GET /_local/contacts lists them'],
    ['GET', '/_local/contacts/%E0%A4%A', undefined, 400, 'the path has "%E0%A4%A": encode it as a URL part'],
    ['GET', '/_local/nothing', undefined, 404, 'there is no "/_local/nothing": /_local/ lists what there is'],
    ['DELETE', '/_local/faults/x', undefined, 404, 'there is no fault "x": GET /_local/faults lists them'],
    ['POST', '/_local/health', undefined, 405, 'POST is not for /_local/health: use GET'],
    ['PUT', '/_local/faults', undefined, 405, 'PUT is not for /_local/faults: use GET, POST, DELETE'],
  ])('%s %s with %o is refused in a sentence', async (method, path, body, status, error) => {
    expect(await call(method, path, body)).toEqual({ status, body: { error } })
  })

  it('names what is wrong with a fault', async () => {
    centre.faults.add.mockImplementation(() => {
      throw new Error('when: is missing')
    })
    expect(await call('POST', '/_local/faults', {})).toEqual({
      status: 400,
      body: { error: 'when: is missing' },
    })
  })

  it.each([
    ['ResourceNotFoundException', 404],
    ['InvalidParameterException', 400],
    ['ConflictException', 409],
  ])('gives %s of the model as %i', async (name, status) => {
    centre.people.accept.mockImplementation(() => {
      throw new AwsError(name, 'no')
    })
    expect(await call('POST', '/_local/agents/ana/accept', { contactId: 'c-1' })).toEqual({
      status,
      body: { error: `${name}: no` },
    })
  })

  it('is a conflict where the model says no in a sentence', async () => {
    centre.people.accept.mockImplementation(() => {
      throw new Error('contact c-1 is not with ana')
    })
    const answer = await call('POST', '/_local/agents/ana/accept', { contactId: 'c-1' })
    expect(answer).toEqual({ status: 409, body: { error: 'contact c-1 is not with ana' } })
  })

  it('names a contact that is not there', async () => {
    const { status } = await call('POST', '/_local/agents/ana/close', { contactId: 'c-9' })
    expect(status).toBe(404)
    expect(centre.people.close).not.toHaveBeenCalled()
  })

  it('is refused when it comes by a name that is not ours, or from a page elsewhere', async () => {
    expect(await callAs({ host: 'evil.example' })).toBe(403)
    expect(await callAs({ host: `localhost:${port}`, origin: 'https://evil.example' })).toBe(403)
    expect(await callAs({ host: `localhost:${port}`, origin: 'http://localhost:3000' })).toBe(200)
  })
})

describe('the page', () => {
  it('lists calls, agents and contacts, loads nothing, and escapes what it shows', async () => {
    centre.contacts.list.mockReturnValue([{ contactId: '<script>alert(1)</script>' }])
    const response = await fetch(`http://127.0.0.1:${port}/_local/`)
    const html = await response.text()
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(html).toContain('<td>ana</td><td>Logged out</td>')
    expect(html).toContain('/_local/clock/advance')
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toMatch(/<script|src=|href=/)
  })
})
