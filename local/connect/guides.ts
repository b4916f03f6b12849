import { FlowRefusal } from '../flow/world.ts'
import { type Centre, note } from './centre.ts'
import { createContact } from './contacts.ts'
import type { FlowClock } from './flow-clock.ts'
import { runFlow } from './flows.ts'
import type { Contact, Guide, User } from './model.ts'
import { shownAs } from './views.ts'

type AgentHook = 'DefaultAgentUI' | 'DisconnectAgentUI'

/**
 * Starts the guide that an event hook of a customer's contact names, for the agent who has it: its flow runs on a chat
 * contact of its own, which takes no slot of hers (AWS: "Step-by-step guides").
 */
export function startGuide(centre: Centre, contact: Contact, hook: AgentHook): void {
  const flow = centre.state.flows.get(contact.hooks[hook] ?? '')
  const { userId } = contact
  if (!flow || userId === undefined) return
  const own = createContact(centre, {
    instanceId: contact.instanceId,
    channel: 'CHAT',
    initiationMethod: 'API',
    relatedContactId: contact.id,
    segmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Guide' } },
  })
  centre.state.guides.set(own.id, {
    ...{ contactId: own.id, relatedContactId: contact.id, userId, shown: undefined },
  })
  note(centre, contact, 'guide started', { hook, guide: own.id, flow: flow.name })
  runFlow(centre, own, flow)
}

/** Shows a view to the agent whose guide this is. Refuses with TimeLimitExceeded, or NoMatchingError. */
export async function showView(
  { centre, contact, clock }: { centre: Centre; contact: Contact; clock: FlowClock },
  { viewId, timeLimitSeconds, data }: { viewId: string; timeLimitSeconds: number; data: unknown },
): Promise<{ action: string; data: unknown }> {
  const guide = centre.state.guides.get(contact.id)
  const content = shownAs(centre, contact.instanceId, viewId)
  if (!guide || !content)
    throw new FlowRefusal('NoMatchingError', guide ? `there is no view ${viewId}` : 'this is no guide')
  try {
    const given = await clock.answer<{ action: string; data: unknown }>(
      timeLimitSeconds * 1000,
      `view of ${contact.id}`,
      (resolve) => {
        guide.shown = {
          ...{ viewId, ...content, data },
          answer(action, answered) {
            guide.shown = undefined
            resolve({ action, data: answered })
          },
        }
        note(centre, contact, 'view shown', { view: viewId })
      },
    )
    if (given) return given
    throw new FlowRefusal('TimeLimitExceeded', `no answer within ${timeLimitSeconds} s`)
  } finally {
    guide.shown = undefined
  }
}

/** A guide as its agent sees it. */
export interface GuideView {
  contactId: string
  /** The customer's contact. */
  relatedContactId: string
  /** Null while the flow does something else. */
  view: { id: string; actions: readonly string[]; template: unknown; data: unknown } | null
}

/** The guides that run for an agent, oldest first. */
export function guidesOf(centre: Centre, user: User): GuideView[] {
  return running(centre, user).map(({ contactId, relatedContactId, shown }) => ({
    contactId,
    relatedContactId,
    view: shown
      ? { id: shown.viewId, actions: shown.actions, template: shown.template, data: shown.data }
      : null,
  }))
}

/** The agent answers what her guide shows. Throws an Error that is a sentence for people. */
export function answerGuide(
  centre: Centre,
  user: User,
  contactId: string,
  { action, data }: { action: string; data: unknown },
): void {
  const guide = running(centre, user).find((each) => each.contactId === contactId)
  if (!guide) throw new Error(`no guide ${contactId} runs for ${user.username}`)
  if (!guide.shown) throw new Error(`guide ${contactId} shows nothing now`)
  if (!guide.shown.actions.includes(action))
    throw new Error(`the view has no action ${action}: it has ${guide.shown.actions.join(', ')}`)
  guide.shown.answer(action, data)
}

function running(centre: Centre, user: User): Guide[] {
  const { guides, contacts } = centre.state
  return [...guides.values()].filter(
    ({ userId, contactId }) => userId === user.id && contacts.get(contactId)?.phase !== 'ENDED',
  )
}
