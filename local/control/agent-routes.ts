import type { People, Reply, TransferTarget } from './ports.ts'
import { ControlRefusal, orConflict } from './refusal.ts'
import { type ControlRequest, onlyFields, shown, textOf } from './request.ts'
import { noSuchContact, type Route } from './route.ts'

const CALL_DEEDS = [
  ['hold', 'puts the caller on hold'],
  ['resume', 'takes the caller off hold'],
  ['join', 'brings the caller together with whoever answered the transfer'],
  ['leave', 'leaves the caller to the transfer: a cold one, if nobody has answered'],
  ['abandon', 'gives the transfer of the call up; the caller stays on hold'],
] as const

/** The people: what they are doing, and what they do. */
export const AGENT_ROUTES: readonly Route[] = [
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
  {
    method: 'POST',
    path: '/_local/agents/{}/log-out',
    does: 'signs the agent out; what is in hand stays',
    async run(request, { people }) {
      const { username } = agentOf(request, people)
      await orConflict(() => people.logOut(username))
      return people.find(username)
    },
  },
  {
    method: 'POST',
    path: '/_local/agents/{}/pop-out',
    does: 'pops the softphone out: the status changes at once, even on a contact; {"status":"Lunch"} to which',
    async run(request, { people }) {
      const { username } = agentOf(request, people)
      const body = await request.json()
      onlyFields(body, 'status')
      const status = body.status === undefined ? undefined : textOf(body, 'status', 'Unavailable')
      await orConflict(() => people.popOut(username, status))
      return people.find(username)
    },
  },
  {
    method: 'GET',
    path: '/_local/agents/{}/guides',
    does: 'the step-by-step guides that run for the agent, and what they show',
    run: (request, { people }) => ({ guides: people.guides(agentOf(request, people).username) }),
  },
  {
    method: 'POST',
    path: '/_local/agents/{}/guides/{}',
    does: '{"action":"Submit","data":{…}} answers what the guide shows',
    async run(request, { people }) {
      const { username } = agentOf(request, people)
      const body = await request.json()
      onlyFields(body, 'action', 'data')
      const action = textOf(body, 'action', 'Submit')
      const [, guide = ''] = request.parts
      await orConflict(() => people.answerGuide(username, guide, { action, data: body.data ?? {} }))
      return { guides: people.guides(username) }
    },
  },
  {
    method: 'GET',
    path: '/_local/notifications',
    does: 'what agents see in the header of their page, oldest first',
    run: (_, { notifications }) => ({ notifications: notifications() }),
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
    'message',
    'with "text":"…" writes to the customer of a chat',
    ['text'],
    (people, username, contactId, body) => people.message(username, contactId, textOf(body, 'text', 'Hello')),
  ),
  deed(
    'transfer',
    'with "agent":"ben", "queue":"<name or id>" or "quickConnect":"<name>" hands it on',
    ['agent', 'queue', 'quickConnect'],
    (people, username, contactId, body) => people.transfer(username, contactId, targetOf(body)),
  ),
  ...CALL_DEEDS.map(([verb, does]) =>
    deed(verb, does, [], (people, username, contactId) => people[verb](username, contactId)),
  ),
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
  const given = ['agent', 'queue', 'quickConnect'].filter((field) => body[field] !== undefined)
  if (given.length > 1)
    throw new ControlRefusal(
      400,
      `${given.map((field) => `${field} is ${shown(body[field])}`).join(' and ')}: send one of them`,
    )
  if (body.quickConnect !== undefined) return { quickConnect: textOf(body, 'quickConnect', 'Billing') }
  if (body.queue !== undefined) return { queue: textOf(body, 'queue', 'support') }
  return { agent: textOf(body, 'agent', 'ben') }
}
