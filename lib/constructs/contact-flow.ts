import { Fn, Stack } from 'aws-cdk-lib'
import { CfnContactFlow } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

export interface ContactFlowProps {
  readonly instanceArn: string
  /** Unique in the instance. */
  readonly name: string
  readonly description: string
  /** The text of the flow's file, in the console's own format, with `${Placeholders}`. */
  readonly source: string
  readonly placeholders?: Readonly<Record<string, string>>
  /** False: the routing criteria in the flow never expire by themselves. Default: the file's own expiry stays. */
  readonly criteriaExpire?: boolean
}

/** A contact flow from its file. */
export class ContactFlow extends Construct {
  readonly arn: string
  readonly id: string

  constructor(scope: Construct, id: string, props: ContactFlowProps) {
    super(scope, id)
    const flow =
      props.criteriaExpire === false ? withoutExpiry(JSON.parse(props.source)) : JSON.parse(props.source)
    const resource = new CfnContactFlow(this, 'Flow', {
      instanceArn: props.instanceArn,
      name: props.name,
      description: props.description,
      type: 'CONTACT_FLOW',
      content: Stack.of(this).toJsonString(filledIn(flow, props.placeholders ?? {}, props.name)),
    })
    this.arn = resource.attrContactFlowArn
    this.id = Fn.select(3, Fn.split('/', this.arn))
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

/** The flow with `Expiry` taken out of every step of its routing criteria. Expiry is static there, so it is all or nothing. */
function withoutExpiry(flow: any): unknown {
  for (const { Type, Parameters } of flow.Actions)
    if (Type === 'UpdateContactRoutingCriteria')
      for (const step of Parameters.RoutingCriteria.Steps) delete step.Expiry
  return flow
}
