import type { ControlProps, People, Reply, TransferTarget } from './ports.ts'
import { ControlRefusal } from './refusal.ts'
import { type ControlRequest, numberOf, onlyFields, shown, textOf } from './request.ts'

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `{}` stands for one variable part. */
  path: string
  /** One line for people. */
  does: string
  run(request: ControlRequest, centre: ControlProps): unknown
}

const MOST_SECONDS = 366 * 24 * 3600
const MOST_MAIL_BYTES = 40 * 1024 * 1024
/** CloudFormation takes no more from a custom resource. */
const MOST_ANSWER_BYTES = 4096

/** The control API. `GET` shows, `POST` does, `DELETE` forgets. */
export const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/_local/health',
    does: 'whether all is up, the time, the endpoints',
    run: (_, { health, clock }) => ({ ...health(), now: instant(clock.now()) }),
  },
  {
    method: 'POST',
    path: '/_local/clock/advance',
    does: '{"seconds":57600} moves time on and answers when all is quiet',
    async run(request, { clock }) {
      const body = await request.json()
      onlyFields(body, 'seconds')
      await clock.advance(numberOf(body, 'seconds', MOST_SECONDS) * 1000)
      return { now: instant(clock.now()) }
    },
  },
  {
    method: 'GET',
    path: '/_local/agents',
    does: 'the people, their presence and contacts',
    run: (_, { people }) => ({ agents: people.list(), statuses: people.statuses() }),
  },
  {
    method: 'POST',
    path: '/_local/agents/{}/status',
    does: '{"status":"Available"} sets it',
    async run(request, { people }) {
      const { username } = agentOf(request, people)
      const body = await request.json()
      onlyFields(body, 'status')
      const status = textOf(body, 'status', 'Available')
      if (!people.statuses().includes(status))
        throw new ControlRefusal(
          400,
          `status is ${shown(status)}: send one of ${people.statuses().join(', ')}`,
        )
      await orConflict(() => people.setStatus(username, status))
      return people.find(username)
    },
  },
  deed('accept', 'takes the offered contact', [], (people, username, contactId) =>
    people.accept(username, contactId),
  ),
  deed('reject', 'declines the offered contact', [], (people, username, contactId) =>
    people.reject(username, contactId),
  ),
  deed('close', 'ends the contact, or clears it when it has ended', [], (people, username, contactId) =>
    people.close(username, contactId),
  ),
  deed(
    'reply',
    'with "body":"…", and "subject":"…" or "html":true if wanted, answers the mail',
    ['body', 'subject', 'html'],
    (people, username, contactId, body) => people.reply(username, contactId, replyOf(body)),
  ),
  deed(
    'transfer',
    'with "agent":"ben" or "queue":"<name or id>" hands it on',
    ['agent', 'queue'],
    (people, username, contactId, body) => people.transfer(username, contactId, targetOf(body)),
  ),
  {
    method: 'POST',
    path: '/_local/mail',
    does: 'the body is a raw mail (RFC 5322); ?from= and ?to= replace the envelope that its headers give',
    async run(request, { receiveMail }) {
      const from = request.query.get('from')
      const to = request.query.getAll('to')
      const raw = await request.bytes(MOST_MAIL_BYTES)
      if (raw.length === 0) throw new ControlRefusal(400, 'the body is empty: send a raw mail (RFC 5322)')
      return await receiveMail(raw, { ...(from !== null && { from }), ...(to.length > 0 && { to }) })
    },
  },
  {
    method: 'GET',
    path: '/_local/outbox',
    does: 'mails that left, oldest first',
    run: (_, { outbox }) => ({ mails: outbox() }),
  },
  {
    method: 'GET',
    path: '/_local/contacts',
    does: 'all contacts, oldest first',
    run: (_, { contacts }) => ({ contacts: contacts.list() }),
  },
  {
    method: 'GET',
    path: '/_local/contacts/{}',
    does: 'one contact',
    run({ parts: [id = ''] }, { contacts }) {
      const contact = contacts.find(id)
      if (!contact) throw noSuchContact(id)
      return contact
    },
  },
  {
    method: 'GET',
    path: '/_local/timeline',
    does: 'what happened, oldest first; ?thread= for one thread',
    run: ({ query }, { contacts }) => ({ happenings: contacts.timeline(query.get('thread') ?? undefined) }),
  },
  {
    method: 'GET',
    path: '/_local/calls',
    does: 'AWS calls so far by service, operation and caller',
    run: (_, { calls }) => ({ calls: calls.entries() }),
  },
  {
    method: 'DELETE',
    path: '/_local/calls',
    does: 'starts counting afresh',
    run(_, { calls }) {
      calls.reset()
      return { calls: [] }
    },
  },
  {
    method: 'GET',
    path: '/_local/faults',
    does: 'faults in force',
    run: (_, { faults }) => ({ faults: faults.list() }),
  },
  {
    method: 'POST',
    path: '/_local/faults',
    does: '{"service":"connect","error":"ThrottlingException","when":"before","times":3} makes calls fail',
    async run(request, { faults }) {
      const rule = await request.json()
      try {
        return { id: faults.add(rule) }
      } catch (error) {
        throw new ControlRefusal(400, error instanceof Error ? error.message : String(error))
      }
    },
  },
  {
    method: 'DELETE',
    path: '/_local/faults',
    does: 'lifts all faults',
    run(_, { faults }) {
      faults.clear()
      return { faults: [] }
    },
  },
  {
    method: 'DELETE',
    path: '/_local/faults/{}',
    does: 'lifts one fault',
    run({ parts: [id = ''] }, { faults }) {
      if (!faults.remove(id))
        throw new ControlRefusal(404, `there is no fault ${shown(id)}: GET /_local/faults lists them`)
      return { faults: faults.list() }
    },
  },
  {
    method: 'GET',
    path: '/_local/log',
    does: 'lines that the functions wrote',
    run: (_, { log }) => ({ lines: log() }),
  },
  {
    method: 'PUT',
    path: '/_local/custom-resources/{}',
    does: 'where a custom resource leaves its answer',
    async run(request, { answerCustomResource }) {
      const body = Buffer.from(await request.bytes(MOST_ANSWER_BYTES)).toString()
      const [token = ''] = request.parts
      if (!answerCustomResource(token, body))
        throw new ControlRefusal(403, 'this address is unknown, already used, or the body is no JSON object')
      return {}
    },
  },
]

/** Something that an agent does with a contact. What the model will not do now is a 409. */
function deed(
  verb: string,
  does: string,
  fields: readonly string[],
  act: (people: People, username: string, contactId: string, body: Record<string, unknown>) => unknown,
): Route {
  return {
    method: 'POST',
    path: `/_local/agents/{}/${verb}`,
    does: `{"contactId":"…"} ${does}`,
    async run(request, { people, contacts }) {
      const { username } = agentOf(request, people)
      const body = await request.json()
      onlyFields(body, 'contactId', ...fields)
      const contactId = textOf(body, 'contactId', '<id>')
      if (!contacts.find(contactId)) throw noSuchContact(contactId)
      const result = await orConflict(() => act(people, username, contactId, body))
      return { ...(typeof result === 'string' && { contactId: result }), agent: people.find(username) }
    },
  }
}

async function orConflict(act: () => unknown): Promise<unknown> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Error') throw error
    throw new ControlRefusal(409, error.message)
  }
}

function noSuchContact(id: string): ControlRefusal {
  return new ControlRefusal(404, `there is no contact ${shown(id)}: GET /_local/contacts lists them`)
}

function agentOf({ parts: [username = ''] }: ControlRequest, people: People): { username: string } {
  if (people.find(username)) return { username }
  const known = people.list().map((agent) => agent.username)
  throw new ControlRefusal(
    404,
    `there is no agent ${shown(username)}: there are ${known.join(', ') || 'none'}`,
  )
}

function replyOf(body: Record<string, unknown>): Reply {
  const { html } = body
  if (html !== undefined && typeof html !== 'boolean')
    throw new ControlRefusal(400, `html is ${shown(html)}: send true or false`)
  return {
    body: textOf(body, 'body', 'Hello'),
    ...(body.subject !== undefined && { subject: textOf(body, 'subject', 'Re: your mail') }),
    ...(html !== undefined && { html }),
  }
}

function targetOf(body: Record<string, unknown>): TransferTarget {
  if (body.agent !== undefined && body.queue !== undefined)
    throw new ControlRefusal(
      400,
      `agent is ${shown(body.agent)} and queue is ${shown(body.queue)}: send one of them`,
    )
  if (body.queue !== undefined) return { queue: textOf(body, 'queue', 'support') }
  return { agent: textOf(body, 'agent', 'ben') }
}

function instant(at: number): string {
  return new Date(at).toISOString()
}
