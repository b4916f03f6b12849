import { isRecord } from '../document.ts'
import { type Block, fail } from './run.ts'

/** Inputs of a view together with the attributes that they hold [D show-view]. */
const MOST_BYTES = 16_384

/**
 * Shows an agent a form and waits for what they do: the action is the block's result, what they gave is
 * `$.Views.ViewResultData`, where a list is read by number [X]. The time limit has a branch of its own.
 */
export const showView: Block = async (run, { parameters }) => {
  const { show = fail('nobody is there to be shown a view') } = { show: run.world.showView }
  const resource = isRecord(parameters.ViewResource) ? parameters.ViewResource : {}
  const data = run.deep(parameters.ViewData ?? {})
  if (Buffer.byteLength(JSON.stringify(data)) > MOST_BYTES) fail('the view has inputs of more than 16 KB')
  const { action, result } = await show({
    viewId: run.need(resource.Id, 'ViewResource.Id'),
    data: isRecord(data) ? data : {},
    timeLimitSeconds: Number(run.need(parameters.InvocationTimeLimitSeconds, 'InvocationTimeLimitSeconds')),
  })
  run.set('Views', { Action: action, ViewResultData: numbered(result) })
  return { result: action }
}

function numbered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, numbered(inner)]))
}
