import type { Channel } from '../domain/presence.ts'
import { fieldsOf } from './fields.ts'

/** Whoever asks for agents did not say for whom. */
export class MalformedAgentQuestion extends Error {
  override readonly name = 'MalformedAgentQuestion'
}

export interface AskedForAgents {
  name: string
  channel: Channel | undefined
  atMost: number
  /** A flow understands a flat map of strings and nothing else. */
  answerAs: 'flow' | 'list'
}

interface Found {
  agent: string
  name: string
  state: string
  since: number
  free: Readonly<Record<Channel, number>>
}

/** A screen of them, where nothing else is asked for. */
const SHOWN = 10

/** A flow takes 32 KB from a function (admin guide, "Invoke AWS Lambda functions"), which is room for a hundred. */
const MOST_SHOWN = 25

/**
 * A flow's event with the parameters `name`, `channel` and `atMost`, or the same as a plain object, from a tool. Throws
 * MalformedAgentQuestion.
 */
export function parseAgentQuestion(event: unknown): AskedForAgents {
  const fields = fieldsOf(event, MalformedAgentQuestion)
  const details = fields.withinIfAny('Details')
  const asked = details ? details.within('Parameters') : fields
  return {
    name: asked.text('name'),
    channel: asked.textIfAny('channel')?.toUpperCase() || undefined,
    atMost: Math.min(Math.max(1, asked.wholeIfAny('atMost') ?? SHOWN), MOST_SHOWN),
    answerAs: details ? 'flow' : 'list',
  }
}

/**
 * For a tool: the agents as a list. For a flow: `found`, how many, and for the first `agent1`, `name1`, `state1`, `free1`
 * and `since1`, and so on. No string is empty, since a flow cannot compare with an empty one.
 */
export function toAgentAnswer(found: readonly Found[], { answerAs, channel }: AskedForAgents): unknown {
  if (answerAs === 'list')
    return found.map(({ since, ...agent }) => ({ ...agent, since: new Date(since).toISOString() }))
  const each = found.map((agent, index) => {
    const number = index + 1
    const slots = channel === undefined ? Object.values(agent.free) : [agent.free[channel] ?? 0]
    return {
      [`agent${number}`]: agent.agent,
      [`name${number}`]: agent.name,
      [`state${number}`]: agent.state,
      [`free${number}`]: String(slots.reduce((sum, free) => sum + free, 0)),
      [`since${number}`]: new Date(agent.since).toISOString(),
    }
  })
  return Object.assign({ found: String(found.length) }, ...each)
}
