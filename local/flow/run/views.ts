import { integerOf } from './integers.ts'
import { type Block, fail } from './run.ts'

/** Input and attributes together [D show-view-block]. */
const MOST_BYTES = 16 * 1024

/** Only on the chat contact of a guide [D]. What the agent answers is `$.Views` until the next view. */
export const showView: Block = async (run, { parameters }) => {
  run.set('Views', undefined)
  if (run.world.read('$.Channel') !== 'CHAT') fail('Views are shown on chat contacts only')
  const { Id } = parameters.ViewResource as { Id?: unknown }
  const viewId = run.need(Id, 'ViewResource.Id')
  const seconds = integerOf(run, parameters.InvocationTimeLimitSeconds, 'InvocationTimeLimitSeconds', 1)
  const data = run.deep(parameters.ViewData ?? {})
  const given = JSON.stringify([data, run.world.read('$.Attributes')])
  if (Buffer.byteLength(given) > MOST_BYTES) fail('What the view is given has more than 16 KB')
  const show = run.world.showView ?? (() => fail('Nobody is there to look at views'))
  const { action, data: answer } = await show({ viewId, timeLimitSeconds: seconds, data })
  run.set('Views', { Action: action, ViewResultData: answer })
  return { result: action }
}
