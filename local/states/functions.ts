import { createHash } from 'node:crypto'
import jsonata from 'jsonata'
import { Random } from '../random.ts'
import type { Timeline } from '../timeline.ts'

type Functions = Record<string, (...args: any[]) => unknown>

const DIGESTS = new Set(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'])
/** The most elements one $range gives, and the most characters one $pad adds: one more is too much memory (recorded). */
const LONGEST_RANGE = 360_145
const LONGEST_PADDING = 262_144
const tooMuch = () =>
  new Error('Expression evaluation memory limit exceeded: Check for excessive memory usage')
const padding = jsonata('$pad($text, $width, $with)')
const picturing = jsonata('$fromMillis($moment, $picture, $zone)')

/**
 * The functions Step Functions has beyond JSONata 2.0.6 (developer guide, "Transforming data with JSONata"), and those of
 * JSONata that must read the virtual clock or the seeded chance. What they do with odd arguments is as measured on AWS:
 * numbers are cut towards zero; an empty array, a chunk of 0, a range without direction are undefined, not errors.
 */
export function stepFunctions(timeline: Timeline, random: Random): Functions {
  return {
    partition,
    range,
    hash,
    parse,
    random: (seed?: number) => (seed === undefined ? random : new Random(whole(seed, 'random', 1))).next(),
    uuid: () => random.uuid(),
    millis: () => timeline.now(),
    now: (picture?: string, zone?: string) =>
      picture === undefined
        ? new Date(timeline.now()).toISOString()
        : picturing.evaluate(undefined, { moment: timeline.now(), picture, zone }),
  }
}

const signature = (token: string, index: number) => ({ code: 'T0410', token, index })

function whole(value: unknown, name: string, index: number): number {
  if (typeof value !== 'number') throw signature(name, index)
  return Math.trunc(value)
}

function partition(list: unknown, size?: unknown): unknown {
  if (list === undefined) return undefined
  const items = Array.isArray(list) ? list : [list]
  if (list === null) throw { code: 'T0412', token: 'partition', index: 1, type: 'array' }
  if (items.length === 0) return undefined
  const by = size === undefined ? items.length : whole(size, 'partition', 2)
  if (by < 0) throw { code: 'D3137', message: 'Second argument must be zero or greater' }
  if (by === 0) return undefined
  return Array.from({ length: Math.ceil(items.length / by) }, (_, at) => items.slice(at * by, at * by + by))
}

function range(from: unknown, to: unknown, step?: unknown): unknown {
  const first = whole(from, 'range', 1)
  const last = whole(to, 'range', 2)
  if (step === undefined) return undefined
  const by = whole(step, 'range', 3)
  const length = by === 0 ? 0 : Math.floor((last - first) / by) + 1
  if (length <= 0) return undefined
  if (length > LONGEST_RANGE) throw tooMuch()
  return length === 1 ? first : Array.from({ length }, (_, at) => first + at * by)
}

/** JSONata's own, bounded. */
export function pad(text: string | undefined, width: number, fill?: string): unknown {
  if (text !== undefined && Math.abs(width) - text.length > LONGEST_PADDING) throw tooMuch()
  return padding.evaluate(undefined, { text, width, with: fill })
}

function hash(value: unknown, algorithm?: unknown): unknown {
  if (value === undefined || algorithm === undefined) return undefined
  if (typeof value !== 'string') throw signature('hash', 1)
  if (typeof algorithm !== 'string') throw signature('hash', 2)
  if (!DIGESTS.has(algorithm)) throw { code: 'D3137', message: `Unsupported hash algorithm: ${algorithm}` }
  return createHash(algorithm.replace('-', '').toLowerCase()).update(value, 'utf8').digest('hex')
}

function parse(text: unknown): unknown {
  if (text === undefined) return undefined
  if (typeof text !== 'string') throw signature('parse', 1)
  try {
    return JSON.parse(text)
  } catch {
    throw { code: 'D3137', message: 'Invalid JSON' }
  }
}
