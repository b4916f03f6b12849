import { arn } from '../place.ts'
import { type Centre, resourceArn } from './centre.ts'
import type { View } from './model.ts'

/** AWS: "View resource": what the agent can do in those that are modelled. */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
  form: ['Back', 'Next', 'Step'],
  confirmation: ['Next'],
}

export const viewArn = ({ instanceId, id }: Pick<View, 'instanceId' | 'id'>) =>
  resourceArn(instanceId, 'view', id)

export const MANAGED_VIEWS = Object.keys(MANAGED).map((name) => ({
  name,
  arn: `${arn('connect', '').replace(/:\d+:/, ':aws:')}view/${name}:1`,
}))

/**
 * What a flow shows under an ARN, which has to have a qualifier: `:$LATEST`, or `:1` where the view is Amazon's own.
 * Undefined where there is no such view, or it is not published.
 */
export function shownAs(
  { state }: Centre,
  instanceId: string,
  qualified: string,
): { actions: readonly string[]; template: unknown } | undefined {
  const managed = MANAGED_VIEWS.find((each) => each.arn === qualified)
  if (managed) return { actions: MANAGED[managed.name] ?? [], template: null }
  const view = [...state.views.values()].find((each) => `${viewArn(each)}:$LATEST` === qualified)
  if (view?.instanceId !== instanceId || !view.published) return undefined
  return { actions: view.published.actions, template: JSON.parse(view.published.template) }
}
