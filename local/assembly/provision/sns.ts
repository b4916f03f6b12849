import type { Created } from '../intrinsics.ts'
import type { AttributeFilters, Kinds, Wanted, Workshop } from './kind.ts'

const TOPIC_PROPERTIES = ['TopicName', 'DisplayName', 'KmsMasterKeyId', 'Tags']
const SUBSCRIPTION_PROPERTIES = ['TopicArn', 'Protocol', 'Endpoint', 'FilterPolicy', 'RedrivePolicy']

/** Standard topics, their policies, and functions that are told of what is published there. */
export const snsKinds: Kinds = {
  'AWS::SNS::Topic': {
    runs: true,
    create(wanted, workshop) {
      refuseOthers(wanted, TOPIC_PROPERTIES)
      const TopicName: string = wanted.properties.TopicName ?? workshop.name(wanted, 256)
      const TopicArn = workshop.topics.create(TopicName)
      return { ref: TopicArn, attributes: { TopicArn, TopicName } }
    },
    remove: (made, workshop) => workshop.topics.remove(made.ref),
  },
  'AWS::SNS::TopicPolicy': {
    runs: true,
    create(wanted, workshop) {
      const { Topics, PolicyDocument } = wanted.properties
      for (const topicArn of Topics) workshop.topics.setPolicy(topicArn, PolicyDocument.Statement)
      const Id = workshop.name(wanted, 256)
      return { ref: Id, attributes: { Id } }
    },
  },
  'AWS::SNS::Subscription': {
    runs: true,
    create: subscribe,
    remove: (made, workshop) => workshop.topics.unsubscribe(made.ref),
  },
}

function subscribe(wanted: Wanted, workshop: Workshop): Created {
  refuseOthers(wanted, SUBSCRIPTION_PROPERTIES)
  const { TopicArn, Protocol, Endpoint, FilterPolicy = {}, RedrivePolicy } = wanted.properties
  if (Protocol !== 'lambda') throw new Error(`Protocol ${Protocol} of a subscription is not supported here`)
  const Arn = workshop.topics.subscribe(TopicArn, {
    functionArn: Endpoint,
    filters: filtersOf(FilterPolicy),
    deadLetterArn: RedrivePolicy?.deadLetterTargetArn,
  })
  return { ref: Arn, attributes: { Arn } }
}

/**
 * The policy, once for each alternative of its `$or`: one list of two objects or more, which name other attributes than the
 * policy does besides (SNS guide, "AND/OR logic").
 */
function filtersOf({ $or, ...policy }: Record<string, unknown>): AttributeFilters[] {
  const common = attributesOf(policy)
  if ($or === undefined) return [common]
  const alternatives = (Array.isArray($or) ? $or : []).map(attributesOf)
  const isClear = alternatives.every((each) => Object.keys(each).every((name) => !(name in common)))
  if (alternatives.length < 2 || !isClear)
    throw new Error('FilterPolicy for $or: only two or more filters of other attributes are supported here')
  return alternatives.map((each) => ({ ...common, ...each }))
}

const attributesOf = (policy: Record<string, unknown>): AttributeFilters =>
  Object.fromEntries(Object.entries(policy).map(([name, wanted]) => [name, filterOf(name, wanted)]))

/** Exact values, or one `anything-but` of such (SNS guide, "Filter policy constraints"). */
function filterOf(attribute: string, wanted: unknown): readonly string[] | { 'anything-but': string[] } {
  const areTexts = (values: unknown): values is string[] =>
    Array.isArray(values) && values.every((value) => typeof value === 'string')
  if (areTexts(wanted)) return wanted
  const [only, ...more] = Array.isArray(wanted) ? wanted : []
  const but = only?.['anything-but']
  if (more.length === 0 && areTexts(but) && Object.keys(only).length === 1) return { 'anything-but': but }
  throw new Error(`FilterPolicy for ${attribute}: only exact values are supported here`)
}

function refuseOthers({ properties }: Wanted, known: readonly string[]): void {
  const stranger = Object.keys(properties).find((key) => !known.includes(key))
  if (stranger !== undefined) throw new Error(`${stranger} is not supported here`)
}
