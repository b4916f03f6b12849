import type { IncomingMessage } from 'node:http'
import { ControlRefusal } from './refusal.ts'

/** One control request, its path matched. */
export interface ControlRequest {
  /** The path's variable parts, in order. */
  parts: readonly string[]
  query: URLSearchParams
  /** The whole body; throws ControlRefusal above `mostBytes`. */
  bytes(mostBytes: number): Promise<Uint8Array>
  /** The body as a JSON object; none is an empty one. Throws ControlRefusal. */
  json(): Promise<Record<string, unknown>>
}

const MOST_JSON_BYTES = 1_000_000

export function controlRequest(
  message: IncomingMessage,
  parts: readonly string[],
  query: URLSearchParams,
): ControlRequest {
  const bytes = (mostBytes: number) => readAll(message, mostBytes)
  return {
    parts,
    query,
    bytes,
    async json() {
      const text = Buffer.from(await bytes(MOST_JSON_BYTES)).toString()
      const body = text === '' ? {} : parsed(text)
      if (typeof body !== 'object' || body === null || Array.isArray(body))
        throw new ControlRefusal(400, `the body is ${shown(text)}: send a JSON object`)
      return body as Record<string, unknown>
    },
  }
}

/** A member of the body that must be a string with something in it. Throws ControlRefusal. */
export function textOf(body: Record<string, unknown>, field: string, example: string): string {
  const value = body[field]
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new ControlRefusal(400, `${field} is ${shown(value)}: send a text, such as {"${field}":"${example}"}`)
}

/** A member of the body that must be a number above 0 and at most `most`. Throws ControlRefusal. */
export function numberOf(body: Record<string, unknown>, field: string, most: number): number {
  const value = body[field]
  if (typeof value === 'number' && value > 0 && value <= most) return value
  throw new ControlRefusal(400, `${field} is ${shown(value)}: send a number above 0 and at most ${most}`)
}

/** Refuses members that mean nothing here: a misspelt one would be ignored silently. Throws ControlRefusal. */
export function onlyFields(body: Record<string, unknown>, ...known: string[]): void {
  const odd = Object.keys(body).find((field) => !known.includes(field))
  if (odd !== undefined)
    throw new ControlRefusal(
      400,
      `${odd} is ${shown(body[odd])}: there is no such field here, only ${known.join(', ')}`,
    )
}

/** A value as it is shown in a refusal. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = typeof value === 'string' && value === '' ? 'empty' : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

async function readAll(message: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size <= mostBytes) chunks.push(chunk)
  }
  if (size > mostBytes) throw new ControlRefusal(413, `the body has ${size} bytes: send at most ${mostBytes}`)
  return Buffer.concat(chunks)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
