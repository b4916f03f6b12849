import { type JsonNode, JsonProblem, readJson } from '../json-tokens.ts'
import { AwsError } from '../service.ts'
import { leavesOf } from './leaves.ts'
import { compilePattern } from './pattern.ts'
import { checkLength } from './rules.ts'

/** The API reference names `resources` too; the service itself does without. */
const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'detail-type']

/** TestEventPattern. Throws InvalidEventPatternException, and ValidationException for what is not a whole event. */
export function testEventPattern({ EventPattern, Event }: { EventPattern: string; Event: string }): {
  Result: boolean
} {
  checkLength(EventPattern)
  const pattern = compilePattern(EventPattern)
  const event = readEvent(Event)
  return { Result: pattern(leavesOf(event)) }
}

function readEvent(text: string): JsonNode {
  let event: JsonNode
  try {
    event = readJson(text)
  } catch (error) {
    if (error instanceof JsonProblem) throw invalid()
    throw error
  }
  if (event.kind !== 'object') throw invalid()
  const keys = new Set(event.entries.map(([key]) => key))
  if (!REQUIRED.every((key) => keys.has(key))) throw invalid()
  for (const [key, value] of event.entries)
    if (key === 'time' && !isTime(value)) throw invalid('Invalid time.')
  return event
}

/** Recorded for texts and numbers that are no time; which spellings of ISO 8601 the service takes is not published. */
const isTime = (node: JsonNode) =>
  node.kind === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(node.text) && !Number.isNaN(Date.parse(node.text))

const invalid = (reason?: string) =>
  new AwsError('ValidationException', `Parameter Event is not valid.${reason ? ` Reason: ${reason}` : ''}`)
