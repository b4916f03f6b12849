import { sourceAt } from '../json-tokens.ts'
import { constraints, validation } from './constraint.ts'
import type { EventEnvelope } from './event.ts'
import { wrongJsonAt } from './input-json.ts'
import { checkPath, read } from './input-path.ts'
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
const VARIABLE = /<([^<>\s]+)>/g
const WHOLE_EVENT = 'aws.events.event.json'

/** What a target receives of an event, as text: the event, a part of it, a constant, or a filled template. */
export function targetInput(
  target: Target,
  event: EventEnvelope,
  rule: RuleNames,
  ingestedAt: number,
): string {
  if (target.Input !== undefined) return target.Input
  if (target.InputPath !== undefined) return JSON.stringify(part(event, target.InputPath) ?? {})
  if (target.InputTransformer) return fill(target.InputTransformer, event, rule, ingestedAt)
  return JSON.stringify(event)
}

/** An empty path is taken, and means nothing (recorded). */
const part = (event: EventEnvelope, path: string) => (path === '' ? undefined : read(event, path))

/** Throws ValidationException for what EventBridge refuses at PutTargets. `at`: the target's place among them, from 1. */
export function checkTransformer(
  { id, at }: { id: string; at: number },
  { InputPathsMap = {}, InputTemplate }: InputTransformer,
): void {
  const names = Object.keys(InputPathsMap)
  checkNames(names, InputPathsMap, at)
  const refuse = (why: string) => {
    throw validation(`Invalid InputTransformer for target ${id} : ${why}.`)
  }
  if (names.length > MOST_PATHS) refuse(`more than ${MOST_PATHS} input paths`)
  const reserved = names.find((name) => name.toLowerCase().startsWith('aws'))
  if (reserved !== undefined) refuse(`the key ${reserved} must not start with AWS`)
  for (const path of Object.values(InputPathsMap)) checkPath(id, path)
  const used = [...InputTemplate.matchAll(VARIABLE)].map(([, name]) => name!)
  const unknown = used.find((name) => !name.startsWith('aws.events.') && !names.includes(name))
  // Without any path, what looks like a variable is text (recorded).
  if (unknown !== undefined && names.length > 0)
    throw validation(`InputTemplate for target ${id} contains invalid placeholder ${unknown}.`)
  if (used.includes(WHOLE_EVENT) && !isObject(InputTemplate))
    throw validation(
      `InputTemplate for target ${id} contains placeholder ${WHOLE_EVENT} valid only for JSON template.`,
    )
  checkTemplate(id, InputTemplate)
}

function checkNames(names: readonly string[], paths: Readonly<Record<string, string>>, at: number): void {
  if (names.every((name) => /^[A-Za-z0-9_-]{1,256}$/.test(name))) return
  const given = Object.entries(paths).map(([name, path]) => `${name}=${path}`)
  throw constraints([
    `Value '{${given.join(', ')}}' at 'targets.${at}.member.inputTransformer.inputPathsMap' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [A-Za-z0-9\\_\\-]+]`,
  ])
}

function checkTemplate(id: string, template: string): void {
  const keys = [...template.matchAll(/"((?:\\.|[^"\\])*)"(\s*:)?/g)].filter(([, , colon]) => colon)
  if (isObject(template) && keys.some(([, key]) => key!.search(VARIABLE) >= 0))
    throw validation(`InputTemplate placeholder present as a JSON object key for target ${id}.`)
  const filled = template.replace(VARIABLE, 'null')
  const wrong = wrongJsonAt(filled, true)
  if (wrong !== undefined)
    throw validation(`Invalid InputTemplate for target ${id} : ${sourceAt(filled, wrong)}.`)
}

const isObject = (template: string) => template.trimStart().startsWith('{')

/**
 * EventBridge guide, "Input transformation". In a template that is an object, a variable stands as JSON, inside quotes as
 * text; what its path does not find is an empty text. In any other template it stands as text and without quotes, whether
 * JSON comes out or not (recorded).
 */
function fill(
  { InputPathsMap = {}, InputTemplate }: InputTransformer,
  event: EventEnvelope,
  rule: RuleNames,
  ingestedAt: number,
): string {
  const fixed: Record<string, unknown> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': new Date(ingestedAt).toISOString(),
    'aws.events.event': withoutDetail(event),
    [WHOLE_EVENT]: event,
  }
  const object = isObject(InputTemplate)
  let quoted = false
  return InputTemplate.replace(/\\.|"|<([^<>\s]+)>/g, (whole, name: string | undefined) => {
    if (whole === '"') quoted = !quoted
    if (name === undefined) return whole
    const path = InputPathsMap[name]
    if (path === undefined && !Object.hasOwn(fixed, name)) return whole
    const value = path === undefined ? fixed[name] : read(event, path)
    if (!object) return asText(value)
    return quoted ? insideQuotes(value) : JSON.stringify(value === undefined ? '' : value)
  })
}

function asText(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '')
}

/** Only texts are escaped (recorded): an object inside quotes breaks the template. */
function insideQuotes(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value)
}

/** The event without its detail, in the spelling and order recorded. */
function withoutDetail(event: EventEnvelope): object {
  const { id, account, 'detail-type': detailType, time, source, region, resources, version } = event
  return { id, account, detailType, time: Date.parse(time), source, region, resources, version }
}
