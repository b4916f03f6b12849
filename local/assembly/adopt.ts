import { arn } from '../place.ts'
import { type Aws, OPERATOR } from '../service.ts'
import type { Assembly } from './read.ts'

export interface AdoptProps {
  aws: Aws
  /** Makes a Connect instance of this ARN be there. */
  adoptInstance(instanceArn: string): void
  /** What was adopted by earlier deployments: path as the assembly has it → path as it is here. Filled in. */
  adopted: Map<string, string>
}

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
const ROUND_THE_CLOCK = DAYS.map((Day) => ({
  Day,
  StartTime: { Hours: 0, Minutes: 0 },
  EndTime: { Hours: 0, Minutes: 0 },
}))

const REFERENCE = new RegExp(
  `${arn('connect', 'instance/')}([0-9A-Za-z-]+)(?:/(queue|operating-hours)/([0-9A-Za-z-]+))?`,
  'g',
)

/**
 * A deployment onto an existing instance names it, its queues and its hours by ARN. Makes them be there, and gives the
 * assembly with its references pointing at them: the instance keeps its id; a queue and hours get ids of their own, as the
 * API gives them. What they are called on the real instance is not known here.
 */
export async function adopt(
  assembly: Assembly,
  { aws, adoptInstance, adopted }: AdoptProps,
): Promise<Assembly> {
  const references = referencesOf(assembly)
  for (const { instanceId } of references) adoptInstance(arn('connect', `instance/${instanceId}`))
  for (const { instanceId, kind, id } of references) {
    if (kind === undefined || id === undefined) continue
    const folder = `instance/${instanceId}/${kind}`
    if (adopted.has(`${folder}/${id}`)) continue
    const create = kind === 'queue' ? createQueue : createHours
    adopted.set(`${folder}/${id}`, `${folder}/${await create(aws, instanceId, id)}`)
  }
  const stacks = assembly.stacks.map((stack) => ({ ...stack, template: rewritten(stack.template, adopted) }))
  return { ...assembly, stacks }
}

interface Reference {
  instanceId: string
  kind: string | undefined
  id: string | undefined
}

function referencesOf({ stacks }: Assembly): Reference[] {
  const found = new Map<string, Reference>()
  for (const { template } of stacks)
    for (const [whole, instanceId, kind, id] of JSON.stringify(template).matchAll(REFERENCE))
      found.set(whole, { instanceId: instanceId!, kind, id })
  return [...found.values()]
}

async function createHours(aws: Aws, InstanceId: string, id: string): Promise<string> {
  const input = { InstanceId, Name: `Adopted hours ${id}`, TimeZone: 'UTC', Config: ROUND_THE_CLOCK }
  const { HoursOfOperationId } = await aws.call('connect', 'CreateHoursOfOperation', input, OPERATOR)
  return HoursOfOperationId
}

async function createQueue(aws: Aws, InstanceId: string, id: string): Promise<string> {
  const HoursOfOperationId = await createHours(aws, InstanceId, `of queue ${id}`)
  const input = { InstanceId, Name: `Adopted queue ${id}`, HoursOfOperationId }
  const { QueueId } = await aws.call('connect', 'CreateQueue', input, OPERATOR)
  return QueueId
}

function rewritten<T>(template: T, renamed: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(template)
  return JSON.parse(
    text.replace(/instance\/[0-9A-Za-z-]+\/[a-z-]+\/[0-9A-Za-z-]+/g, (path) => renamed.get(path) ?? path),
  )
}
