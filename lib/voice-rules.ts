import {
  type Configuration,
  existingInstance,
  instanceArnOf,
  type VoiceConfiguration,
} from './configuration.ts'
import type { Problem } from './problem.ts'

/** API_AssociateQueueQuickConnects. */
const MOST_QUICK_CONNECTS = 50

/** What is wrong with how calls are configured although each field by itself is right. */
export function voiceProblems(configuration: Configuration): Problem[] {
  const { voice } = configuration
  if (voice === false) return []
  const { queues, agents } = voice
  const count = queues.length + agents.length
  return [
    ...(count > MOST_QUICK_CONNECTS
      ? [{ path: ['voice'], fix: `at most ${MOST_QUICK_CONNECTS} queues and agents, this has ${count}` }]
      : []),
    ...nameProblems(configuration, voice),
    ...placeProblems(configuration, voice),
  ]
}

/** Of quick connects and of queues, each name is there once in an instance. */
function nameProblems({ inboxes }: Configuration, { queues, agents }: VoiceConfiguration): Problem[] {
  const ofMail = new Set(
    inboxes.flatMap(({ queue, automaticMail, followUp }) =>
      [queue, followUp.supervisorQueue, typeof automaticMail === 'string' ? undefined : automaticMail.queue]
        .map((each) => each?.create?.name)
        .filter((name) => name !== undefined),
    ),
  )
  const named = [
    ...queues.map(({ name, arn }, index) => ({ name, path: ['voice', 'queues', index], isMade: !arn })),
    ...agents.map(({ name }, index) => ({ name, path: ['voice', 'agents', index], isMade: false })),
  ]
  return named.flatMap(({ name, path, isMade }, index) => {
    const at = [...path, 'name']
    if (named.findIndex((other) => other.name === name) < index)
      return [{ path: at, fix: 'another queue or agent has this name already; choose another' }]
    return isMade && ofMail.has(name)
      ? [{ path: at, fix: 'a queue for mail is created under this name; choose another' }]
      : []
  })
}

/** An instance that is made here has agents after its first deployment only: then theirs are written, and not checked. */
function placeProblems(
  configuration: Configuration,
  { queues, agents, onHold }: VoiceConfiguration,
): Problem[] {
  const instance = existingInstance(configuration)
  const given = [
    ...queues.map(({ arn }, index) => ({ arn, path: ['voice', 'queues', index, 'arn'] })),
    { arn: onHold ? onHold.promptArn : undefined, path: ['voice', 'onHold', 'promptArn'] },
    ...(instance ? agents.map(({ arn }, index) => ({ arn, path: ['voice', 'agents', index, 'arn'] })) : []),
  ]
  return given.flatMap(({ arn, path }) => {
    if (arn === undefined) return []
    if (!instance)
      return [{ path, fix: 'an instance yet to be created has nothing of that kind; leave it out' }]
    if (instanceArnOf(arn) === instance.arn) return []
    return [{ path, fix: `it belongs to another instance than ${instance.arn}` }]
  })
}
