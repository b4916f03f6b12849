import { FlowRefusal } from '../flow/world.ts'
import { type Centre, idOf, note, type Run } from './centre.ts'
import { createContact, endContact } from './contacts.ts'
import { type FlowClock, FlowStopped } from './flow-clock.ts'
import { runFlow } from './flows.ts'
import type { Contact, ShownView } from './model.ts'

/** AWS: "AWS managed views". */
const MANAGED = ['form', 'detail', 'list', 'cards', 'confirmation', 'after-contact-work']

/**
 * Starts the guide that a flow set for after the contact (AWS: "Set event flow", Disconnect flow for agent UI). It runs on
 * a chat contact of its own, related to the one that it is about, while the agent has after-contact work for that.
 */
export function startGuide(centre: Centre, contact: Contact): void {
  const flow = centre.state.flows.get(contact.hooks.DisconnectAgentUI ?? '')
  if (!flow) return
  const guide = createContact(centre, {
    instanceId: contact.instanceId,
    channel: 'CHAT',
    initiationMethod: 'API',
    relatedContactId: contact.id,
    segmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Guide' } },
    inherits: false,
  })
  centre.timeline.after(0, `guide ${guide.id}`, () => runFlow(centre, guide, flow))
}

/** The contact has left the agent's desk, and its guide with it. */
export function abandonGuide(centre: Centre, contact: Contact): void {
  const guide = guideOf(centre, contact.id)
  if (guide) endContact(centre, guide, 'OTHER')
}

/** What an agent sees beside a contact; undefined where there is no guide, or it shows nothing now. */
export function shownFor(centre: Centre, contactId: string): ShownView | undefined {
  return centre.state.shown.get(guideOf(centre, contactId)?.id ?? '')
}

function guideOf(centre: Centre, contactId: string): Contact | undefined {
  return [...centre.state.contacts.values()].findLast(
    ({ channel, relatedContactId, phase }) =>
      channel === 'CHAT' && relatedContactId === contactId && phase !== 'ENDED',
  )
}

/** The Show view block: waits for the agent, in virtual time. */
export function showView(
  { centre, contact, run, clock }: { centre: Centre; contact: Contact; run: Run; clock: FlowClock },
  {
    viewId,
    data,
    timeLimitSeconds,
  }: { viewId: string; data: Record<string, unknown>; timeLimitSeconds: number },
): Promise<{ action: string; result: unknown }> {
  const view = viewOf(centre, contact, viewId)
  const { shown } = centre.state
  return clock.outside(
    () =>
      new Promise((resolve, reject) => {
        const callOff = centre.timeline.after(timeLimitSeconds * 1000, `view of ${contact.id}`, () => {
          over()
          reject(new FlowRefusal('TimeLimitExceeded', 'the agent did not answer in time'))
        })
        const over = () => {
          callOff()
          run.interrupt = undefined
          shown.delete(contact.id)
        }
        run.interrupt = () => {
          over()
          reject(new FlowStopped(`the view of ${contact.id} was taken away`))
        }
        shown.set(contact.id, {
          ...view,
          data,
          submit(action, result) {
            over()
            note(centre, contact, 'view answered', { view: view.name, action })
            resolve({ action, result })
          },
        })
      }),
  )
}

function viewOf(centre: Centre, { instanceId }: Contact, arn: string): Pick<ShownView, 'name' | 'actions'> {
  const [, managed] = /:aws:view\/([a-z-]+):\d+$/.exec(arn) ?? []
  if (managed !== undefined && MANAGED.includes(managed)) return { name: managed, actions: undefined }
  const view = centre.state.views.get(idOf(arn))
  if (view?.instanceId !== instanceId) throw new FlowRefusal('NoMatchingError', `there is no view ${arn}`)
  return view
}
