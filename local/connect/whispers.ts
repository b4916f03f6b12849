import type { Centre } from './centre.ts'
import { runFlow } from './flows.ts'
import type { Contact } from './model.ts'

const IN_ORDER = ['AgentWhisper', 'CustomerWhisper'] as const

/**
 * Runs what agent and caller hear before they are joined, one after the other, where flows set it (AWS: "Contact initiation
 * methods"): of calls only. A flow that fails keeps nobody apart. The default whispers take no time here.
 */
export function whisper(
  centre: Centre,
  contact: Contact,
  join: () => void,
  hooks: readonly string[] = IN_ORDER,
): void {
  const [hook, ...rest] = hooks
  if (hook === undefined || contact.channel !== 'VOICE') {
    join()
    return
  }
  const flow = centre.state.flows.get(contact.hooks[hook] ?? '')
  const next = () => whisper(centre, contact, join, rest)
  if (flow?.published === undefined) next()
  else runFlow(centre, contact, flow, next)
}

/** Whether an agent has accepted a call and is not joined to the caller yet. */
export const isBeingJoined = ({ phase, acceptedAt }: Contact) =>
  phase === 'CONNECTING' && acceptedAt !== undefined
