import type { Kinds, Workshop } from './kind.ts'

/** Rules of EventBridge with their targets. */
export const eventsKinds: Kinds = {
  'AWS::Events::Rule': {
    runs: true,
    async create(wanted, workshop) {
      const { Targets = [], EventPattern, Tags: _, ...properties } = wanted.properties
      const Name: string = properties.Name ?? workshop.name(wanted, 64)
      const { RuleArn } = await workshop.call('events', 'PutRule', {
        ...properties,
        Name,
        ...(EventPattern !== undefined && { EventPattern: JSON.stringify(EventPattern) }),
      })
      const bus = properties.EventBusName
      if (Targets.length > 0) await putTargets(Name, bus, Targets, workshop)
      return { ref: bus ? `${bus}|${Name}` : Name, attributes: { Arn: RuleArn } }
    },
    async remove(made, workshop) {
      const EventBusName = made.properties.EventBusName
      const Rule = made.ref.split('|').at(-1)!
      const Ids = (made.properties.Targets ?? []).map(({ Id }: { Id: string }) => Id)
      if (Ids.length > 0) await workshop.call('events', 'RemoveTargets', { Rule, EventBusName, Ids })
      await workshop.call('events', 'DeleteRule', { Name: Rule, EventBusName })
    },
  },
}

async function putTargets(
  Rule: string,
  EventBusName: string | undefined,
  Targets: object[],
  workshop: Workshop,
): Promise<void> {
  const { FailedEntries } = await workshop.call('events', 'PutTargets', {
    Rule,
    ...(EventBusName && { EventBusName }),
    Targets,
  })
  const [failed] = FailedEntries ?? []
  if (failed) throw new Error(`target ${failed.TargetId}: ${failed.ErrorCode}: ${failed.ErrorMessage}`)
}
