import { AGENT_ROUTES } from './agent-routes.ts'
import { CALL_ROUTES } from './call-routes.ts'
import { CHAT_ROUTES } from './chat-routes.ts'
import { ControlRefusal } from './refusal.ts'
import { numberOf, onlyFields, shown } from './request.ts'
import { noSuchContact, type Route } from './route.ts'

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
  ...AGENT_ROUTES,
  ...CALL_ROUTES,
  ...CHAT_ROUTES,
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

function instant(at: number): string {
  return new Date(at).toISOString()
}
