import { validation } from './constraint.ts'
import type { EventEnvelope } from './event.ts'
import type { Target } from './target.ts'

export interface InputTransformer {
  InputPathsMap?: Readonly<Record<string, string>>
  InputTemplate: string
}

interface RuleNames {
  arn: string
  name: string
}

const MOST_PATHS = 100

/** What a target receives of an event, as text: the event, a part of it, a constant, or a filled template. */
export function targetInput(
  target: Target,
  event: EventEnvelope,
  rule: RuleNames,
  ingestedAt: string,
): string {
  if (target.Input !== undefined) return target.Input
  if (target.InputPath !== undefined) return JSON.stringify(read(event, target.InputPath) ?? null)
  if (target.InputTransformer) return fill(target.InputTransformer, event, rule, ingestedAt)
  return JSON.stringify(event)
}

/** Throws ValidationException for what EventBridge refuses at PutTargets. */
export function checkTransformer(id: string, { InputPathsMap = {}, InputTemplate }: InputTransformer): void {
  const names = Object.keys(InputPathsMap)
  const refuse = (why: string) => {
    throw validation(`Invalid InputTransformer for target ${id} : ${why}.`)
  }
  if (names.length > MOST_PATHS) refuse(`more than ${MOST_PATHS} input paths`)
  const reserved = names.find((name) => name.toLowerCase().startsWith('aws'))
  if (reserved !== undefined) refuse(`the key ${reserved} must not start with AWS`)
  for (const path of Object.values(InputPathsMap)) steps(path)
  const unknown = [...InputTemplate.matchAll(/<([^<>\s]+)>/g)]
    .map(([, name]) => name!)
    .find((name) => !name.startsWith('aws.events.') && !names.includes(name))
  if (unknown !== undefined)
    throw validation(`InputTemplate for target ${id} contains invalid placeholder ${unknown}.`)
}

/**
 * EventBridge guide, "Input transformation": inside quotes a variable stands as text, elsewhere as JSON. A variable whose
 * path is not in the event is an empty text (recorded).
 */
function fill(
  { InputPathsMap = {}, InputTemplate }: InputTransformer,
  event: EventEnvelope,
  rule: RuleNames,
  ingestedAt: string,
): string {
  const fixed: Record<string, unknown> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': ingestedAt,
    'aws.events.event': withoutDetail(event),
    'aws.events.event.json': event,
  }
  let quoted = false
  return InputTemplate.replace(/\\.|"|<([^<>\s]+)>/g, (whole, name: string | undefined) => {
    if (whole === '"') quoted = !quoted
    if (name === undefined) return whole
    const path = InputPathsMap[name]
    const value = path === undefined ? fixed[name] : read(event, path)
    return quoted ? asText(value) : JSON.stringify(value === undefined ? '' : value)
  })
}

function asText(value: unknown): string {
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return JSON.stringify(text).slice(1, -1)
}

/** The event without its detail, and with `detailType` for `detail-type` (recorded). */
function withoutDetail(event: EventEnvelope): object {
  const { detail: _, 'detail-type': detailType, ...rest } = event
  return { ...rest, detailType }
}

function read(event: object, path: string): unknown {
  return steps(path).reduce<any>((at, step) => at?.[step], event)
}

/** `$.detail.list[0]['key']`, the only form of JSON path that EventBridge takes. */
function steps(path: string): string[] {
  if (!/^\$(\.[\w-]+|\[\d+\]|\['[^']+'\])*$/.test(path)) throw validation(`Invalid JSON path ${path}.`)
  return [...path.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(([, a, b, c]) => (a ?? b ?? c)!)
}
