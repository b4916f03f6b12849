import { orConflict } from './refusal.ts'
import { onlyFields, textOf } from './request.ts'
import { noSuchContact, type Route } from './route.ts'

/** The customers who call. */
export const CALL_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/_local/calls',
    does: '{"flow":"<name or id>","from":"+15550111","to":"+15550100"} is a customer who calls; the inbound flow answers',
    async run(request, { receiveCall }) {
      const body = await request.json()
      onlyFields(body, 'flow', 'from', 'to')
      const call = {
        flow: textOf(body, 'flow', '<name or id>'),
        from: textOf(body, 'from', '+15550111'),
        to: textOf(body, 'to', '+15550100'),
      }
      return await orConflict(() => receiveCall(call))
    },
  },
  {
    method: 'POST',
    path: '/_local/calls/{}/hang-up',
    does: 'the caller hangs up; any contact of the call names it',
    async run({ parts: [contactId = ''] }, { contacts, hangUp }) {
      if (!contacts.find(contactId)) throw noSuchContact(contactId)
      await orConflict(() => hangUp(contactId))
      return contacts.find(contactId) ?? {}
    },
  },
]
