import { Stack } from 'aws-cdk-lib'
import { CfnContactFlow } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

import { idInArn } from './id-in-arn.ts'

export interface ContactFlowProps {
  readonly instanceArn: string
  /** Unique in the instance. */
  readonly name: string
  readonly description: string
  /** Default: the type of flow that a mail, or a transfer of ours, starts. */
  readonly type?: 'CONTACT_FLOW' | 'QUEUE_TRANSFER' | 'AGENT_TRANSFER' | 'CUSTOMER_QUEUE' | 'CUSTOMER_HOLD'
  /** The text of the flow's file, in the console's own format, with `${Placeholders}`. */
  readonly source: string
  readonly placeholders?: Readonly<Record<string, string>>
  /** False: routing criteria that last as long as a hold never expire by themselves. Default: the file's own expiry stays. */
  readonly criteriaExpire?: boolean
  /** What is left out of it. Default: nothing. */
  readonly without?: readonly FlowCut[]
}

export interface FlowCut {
  /** Identifiers of the actions that are cut out. */
  readonly actions: readonly string[]
  /** Where the flow goes on. */
  readonly goesOnAt: string
}

/** A contact flow from its file. */
export class ContactFlow extends Construct {
  readonly arn: string
  readonly id: string

  constructor(scope: Construct, id: string, props: ContactFlowProps) {
    super(scope, id)
    const whole = (props.without ?? []).reduce(withoutActions, JSON.parse(props.source))
    const flow = props.criteriaExpire === false ? withoutExpiry(whole) : whole
    const resource = new CfnContactFlow(this, 'Flow', {
      instanceArn: props.instanceArn,
      name: props.name,
      description: props.description,
      type: props.type ?? 'CONTACT_FLOW',
      content: Stack.of(this).toJsonString(
        withoutSilence(filledIn(flow, props.placeholders ?? {}, props.name)),
      ),
    })
    this.arn = resource.attrContactFlowArn
    this.id = idInArn(this.arn)
  }
}

/** Every `${Name}` replaced by its value. Throws on one that has none: Connect would take it for text. */
function filledIn(value: any, placeholders: Readonly<Record<string, string>>, flow: string): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{([^}]*)\}/g, (placeholder, name) => {
      const known = placeholders[name]
      if (known === undefined) throw new Error(`${placeholder} in the flow "${flow}" has no value`)
      return known
    })
  if (Array.isArray(value)) return value.map((inner) => filledIn(inner, placeholders, flow))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, filledIn(inner, placeholders, flow)]),
  )
}

/** The flow without what it would loop and has no content: a prompt that was not configured. */
function withoutSilence(flow: any): unknown {
  for (const { Type, Parameters } of flow.Actions)
    if (Type === 'MessageParticipantIteratively')
      Parameters.Messages = Parameters.Messages.filter(
        (prompt: object) => !Object.values(prompt).includes(''),
      )
  return flow
}

/** Throws where an action is not there: the flow's file would have been changed and this not. */
function withoutActions(flow: any, { actions, goesOnAt }: FlowCut): any {
  const known = new Set(flow.Actions.map(({ Identifier }: any) => Identifier))
  for (const name of [...actions, goesOnAt])
    if (!known.has(name)) throw new Error(`the flow has no action "${name}" any more`)
  const cut = new Set(actions)
  const onward = (target: any) => {
    if (cut.has(target.NextAction)) target.NextAction = goesOnAt
  }
  flow.Actions = flow.Actions.filter(({ Identifier }: any) => !cut.has(Identifier))
  for (const name of actions) delete flow.Metadata.ActionMetadata[name]
  for (const { Transitions } of flow.Actions)
    for (const target of [Transitions, ...(Transitions.Errors ?? []), ...(Transitions.Conditions ?? [])])
      onward(target)
  return flow
}

/** The flow with `Expiry` taken out of every step that lasts as long as a hold. Expiry is static there, so it is all or nothing. */
function withoutExpiry(flow: any): unknown {
  for (const { Type, Parameters } of flow.Actions)
    if (Type === 'UpdateContactRoutingCriteria')
      for (const step of Parameters.RoutingCriteria.Steps)
        if (step.Expiry?.DurationInSeconds === '${HoldSeconds}') delete step.Expiry
  return flow
}
