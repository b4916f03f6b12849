import type { Header } from '../mail-facts.ts'
import { readable } from './encoded-words.ts'

/** RFC 5321 has no such limit; beyond it a mail is an attack, and what it says there is not read. */
const MOST_HEADERS = 20_000
/** A header repeated more often adds nothing to what the first say. */
const MOST_VALUES_OF_ONE_NAME = 50

/** Headers by lower-case name. One without a value says nothing, but to who asks whether it `stands` there. */
export interface HeaderIndex {
  names: readonly string[]
  /** With a value or without: some marks have none. */
  stands(name: string): boolean
  /** The readable values under a name, in order. */
  all(name: string): readonly string[]
  first(name: string): string | undefined
  /** Names of the headers that were there and have been asked for so far. */
  lookedAt(): readonly string[]
}

/** Order, case and folding of the headers make no difference to what rules see. */
export function indexHeaders(headers: readonly Header[]): HeaderIndex {
  const raw = new Map<string, string[]>()
  const empty = new Set<string>()
  const most = Math.min(headers.length, MOST_HEADERS)
  for (let at = 0; at < most; at++) {
    const { name, value } = headers[at]!
    if (name.length > 200) continue
    const key = name.trim().toLowerCase()
    if (!/\S/.test(value.slice(0, 4_000))) {
      empty.add(key)
      continue
    }
    const values = raw.get(key)
    if (!values) raw.set(key, [value])
    else if (values.length < MOST_VALUES_OF_ONE_NAME) values.push(value)
  }
  // Most headers decide nothing, so values are made readable only when a rule asks for them.
  const read = new Map<string, readonly string[]>()
  const all = (name: string) => {
    const known = read.get(name)
    if (known) return known
    const values = (raw.get(name) ?? []).map(readable)
    read.set(name, values)
    return values
  }
  const stoodEmpty = new Set<string>()
  const stands = (name: string) => {
    if (all(name).length > 0) return true
    if (empty.has(name)) stoodEmpty.add(name)
    return empty.has(name)
  }
  const lookedAt = () => [
    ...[...read].filter(([, values]) => values.length > 0).map(([name]) => name),
    ...stoodEmpty,
  ]
  return { names: [...raw.keys()], stands, all, first: (name) => all(name)[0], lookedAt }
}

/**
 * The first token of a structured value, lower case: comments (RFC 5322 §3.2.2) and parameters gone.
 * `Auto-Replied (vacation); owner=x` gives `auto-replied`.
 */
export function tokenOf(value: string): string {
  return withoutComments(value)
    .split(';', 1)[0]!
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
}

/** Comments nest, so no regular expression removes them. An unclosed one runs to the end. */
function withoutComments(value: string): string {
  if (!value.includes('(')) return value
  let kept = ''
  let depth = 0
  for (const character of value) {
    if (character === '(') depth++
    else if (character === ')' && depth > 0) depth--
    else if (depth === 0) kept += character
  }
  return kept
}
