import {
  type KnownOwner,
  NOTE_ENDS,
  TAKEOVER_REASONS,
  TASK_ENDS,
  type Takeover,
  type TellingTask,
} from '../domain/takeover.ts'
import type { AgentId, ContactId } from '../domain/values.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { MalformedTask } from './tasks.ts'

/** What stepfunctions/tell-owner.asl.json sends to whoever looks up and records. Throws MalformedTask. */
export function parseTellingTask(event: unknown): TellingTask {
  const task = fieldsOf(event, MalformedTask)
  if (task.oneOf('step', ['look-up', 'record']) === 'look-up')
    return { step: 'look-up', takeover: takeoverIn(task.within('takeover')) }
  const made = task.within('task')
  const told = {
    note: task.within('note').oneOf('note', NOTE_ENDS),
    task: made.oneOf('task', TASK_ENDS),
    taskContact: made.textIfAny('taskContact') as ContactId | undefined,
  }
  return { step: 'record', contact: task.text('contact') as ContactId, told }
}

/** What the state machine sends to each of its branches. Throws MalformedTask. */
export function parseBranchTask(event: unknown): { takeover: Takeover; owner: KnownOwner } {
  const task = fieldsOf(event, MalformedTask)
  const owner = task.within('owner')
  return {
    takeover: takeoverIn(task.within('takeover')),
    owner: { name: owner.textIfAny('name'), isGone: owner.oneOf('is', ['there', 'gone']) === 'gone' },
  }
}

function takeoverIn(fields: Fields): Takeover {
  return {
    contact: fields.text('contact') as ContactId,
    owner: fields.text('owner') as AgentId,
    agent: fields.text('agent') as AgentId,
    reason: fields.oneOf('reason', TAKEOVER_REASONS),
    inbox: fields.textIfAny('inbox'),
  }
}

/** What the state machine is told: whom it concerns; or, in the end, how it went. */
export function toTellingAnswer(answer: KnownOwner | 'told'): object {
  return answer === 'told' ? { kind: answer } : { is: answer.isGone ? 'gone' : 'there', name: answer.name }
}
