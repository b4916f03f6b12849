import { isRecord, textOf } from '../document.ts'
import { MOST_BYTES } from './lambda.ts'
import { type Block, fail, type Run } from './run.ts'

const MOST_TAGS = 6

function targetOf(parameters: Readonly<Record<string, unknown>>): 'Current' | 'Related' {
  return parameters.TargetContact === 'Related' ? 'Related' : 'Current'
}

/** All or none [D]. */
export const updateContactAttributes: Block = (run, { parameters }) => {
  run.world.updateAttributes(targetOf(parameters), run.texts(parameters.Attributes))
  return undefined
}

/** These live as long as the flow, 32 KB at most [D]. */
export const updateFlowAttributes: Block = (run, { parameters }) => {
  const wanted = Object.entries(isRecord(parameters.FlowAttributes) ? parameters.FlowAttributes : {})
  const values = run.texts(
    Object.fromEntries(wanted.map(([key, value]: [string, any]) => [key, value?.Value])),
  )
  const before = run.get('FlowAttributes')
  const after = { ...(isRecord(before) ? before : {}), ...values }
  if (Buffer.byteLength(JSON.stringify(after)) > MOST_BYTES) fail('Flow attributes have more than 32 KB')
  run.set('FlowAttributes', after)
  return undefined
}

export const updateContactData: Block = (run, { parameters }) => {
  const { TargetContact: _, ...data } = parameters
  run.world.updateContactData(targetOf(parameters), run.texts(data))
  return undefined
}

export const tagContact: Block = (run, { parameters }) => {
  const tags = run.texts(parameters.Tags)
  if (Object.keys(tags).length > MOST_TAGS) fail(`More than ${MOST_TAGS} tags`)
  run.world.tag(tags)
  return undefined
}

export const untagContact: Block = (run, { parameters }) => {
  run.world.untag(Array.isArray(parameters.TagKeys) ? parameters.TagKeys.map(textOf) : [])
  return undefined
}

export const updateContactEventHooks: Block = (run, { parameters }) => {
  const hooks = isRecord(parameters.EventHooks) ? parameters.EventHooks : {}
  for (const [hook, flowId] of Object.entries(hooks)) run.world.setEventHook(hook, run.need(flowId, hook))
  return undefined
}

/** The task's contact id is `$.Task.ContactId` from here on [D create-task]. */
export const createTask: Block = (run: Run, { parameters }) => {
  run.need(parameters.Name, 'Name')
  run.need(parameters.ContactFlowId, 'ContactFlowId')
  const task = run.deep(parameters)
  run.set('Task', { ContactId: run.world.createTask(isRecord(task) ? task : {}) })
  return undefined
}
