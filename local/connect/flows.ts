import { type Centre, note, type Run } from './centre.ts'
import { endContact } from './contacts.ts'
import { FlowClock, FlowStopped } from './flow-clock.ts'
import type { Contact, Flow } from './model.ts'
import { createWorld } from './world.ts'

/**
 * Runs a flow on a contact, beside everything else: it may wait for days. A flow that fails or ends without having
 * placed the contact anywhere ends it, as the real service does; `onDone` is for flows that leave the contact where it is.
 */
export function runFlow(centre: Centre, contact: Contact, flow: Flow, onDone?: () => unknown): void {
  if (contact.phase === 'ENDED') return
  const content = flow.published
  if (content === undefined) {
    note(centre, contact, 'flow not published', { flow: flow.name })
    endContact(centre, contact, 'OTHER')
    return
  }
  const run: Run = { stopped: false, interrupt: undefined }
  centre.runs.set(contact.id, run)
  if (!onDone) contact.phase = 'FLOW'
  const clock = new FlowClock(centre.timeline, run)
  const world = createWorld({ centre, contact, run, clock })
  note(centre, contact, 'flow started', { flow: flow.name })
  void clock
    .run(() => centre.runFlow({ content, type: flow.type, world, random: centre.random }))
    .then(
      ({ how, because }) => {
        if (how === 'failed' || how === 'stopped') failed(because)
      },
      (error: unknown) => {
        if (!(error instanceof FlowStopped)) failed(String(error))
      },
    )
    .then(() => finished(centre, contact, run, onDone))

  function failed(because: string | undefined): void {
    note(centre, contact, 'flow failed', { flow: flow.name, because })
  }
}

function finished(centre: Centre, contact: Contact, run: Run, onDone: (() => unknown) | undefined): void {
  if (centre.runs.get(contact.id) === run) centre.runs.delete(contact.id)
  if (onDone) {
    if (contact.phase !== 'ENDED') onDone()
  } else if (contact.phase === 'FLOW') {
    endContact(centre, contact, 'CONTACT_FLOW_DISCONNECT')
  }
}

/** The flow that a contact runs while it waits, if Set customer queue flow named one. */
export function runQueueFlow(centre: Centre, contact: Contact): void {
  const flow = centre.state.flows.get(contact.hooks.CustomerQueue ?? '')
  if (flow && contact.phase === 'QUEUED') runFlow(centre, contact, flow, () => undefined)
}

/** The published flow that answers whoever calls or chats, by its name or id. Throws an Error that is a sentence for people. */
export function inboundFlowNamed({ state }: Centre, nameOrId: string): Flow {
  const inbound = [...state.flows.values()].filter(({ type }) => type === 'CONTACT_FLOW')
  const flow = inbound.find(({ id, name }) => id === nameOrId || name === nameOrId)
  if (flow?.published !== undefined) return flow
  const names = inbound.map(({ name }) => name).join(', ') || 'none'
  throw new Error(`there is no published inbound flow ${nameOrId}: there are ${names}`)
}
