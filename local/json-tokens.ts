/**
 * A JSON reader that keeps what JSON.parse drops and EventBridge sees: repeated keys, the text of a number, and how
 * far the text has been read when something is refused. Its complaints are worded as the service words them.
 */

export type JsonNode =
  | { kind: 'object'; entries: [string, JsonNode][]; start: number; end: number }
  | { kind: 'array'; items: JsonNode[]; start: number; end: number }
  | { kind: 'string'; text: string; start: number; end: number }
  | { kind: 'number' | 'literal'; text: string; start: number; end: number }

/** `offset`: how many characters had been read. `afterValue`: all that was wrong is that the text goes on. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem'
  readonly offset: number
  readonly afterValue: boolean

  constructor(message: string, offset: number, afterValue = false) {
    super(message)
    this.offset = offset
    this.afterValue = afterValue
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const LITERAL = /(?:true|false|null)(?![\w$])/y
const WORD = /[\w$]+/y
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const ANY_VALUE = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
const DEEPEST = 1000
const MOST_SHOWN = 500

/** Where in `source` the service's parser says it was after `offset` characters. */
export function sourceAt(source: string, offset: number): string {
  const lines = source.slice(0, offset).split('\n')
  const more = source.length > MOST_SHOWN ? `[truncated ${source.length - MOST_SHOWN} chars]` : ''
  const shown = `"${source.slice(0, MOST_SHOWN)}"${more}`
  return `[Source: (String)${shown}; line: ${lines.length}, column: ${lines.at(-1)!.length + 1}]`
}

/** Throws JsonProblem for what is not one JSON value. An empty text is a problem at its start. */
export function readJson(source: string): JsonNode {
  let at = 0

  const space = () => {
    while (' \t\r\n'.includes(source[at] ?? 'x')) at++
  }
  const unexpected = (expected: string): JsonProblem => {
    const char = source[at]
    if (char === undefined) return new JsonProblem('Unexpected end-of-input', at)
    return new JsonProblem(`Unexpected character ('${char}' (code ${char.charCodeAt(0)})): ${expected}`, at)
  }
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0]
    if (found !== undefined) at += found.length
    return found
  }

  function value(depth: number): JsonNode {
    if (depth > DEEPEST) throw new JsonProblem(`Document nesting depth exceeds ${DEEPEST}`, at)
    space()
    const start = at
    if (source[at] === '{') return object(depth)
    if (source[at] === '[') return array(depth)
    if (source[at] === '"') return { kind: 'string', text: string(), start: start + 1, end: at }
    const literal = match(LITERAL)
    if (literal) return { kind: 'literal', text: literal, start: at, end: at }
    const number = match(NUMBER)
    if (number) return { kind: 'number', text: number, start: at, end: at }
    const word = match(WORD)
    if (word) throw new JsonProblem(`Unrecognized token '${word}': was expecting ${ANY_VALUE}`, at)
    throw unexpected(`expected a valid value ${ANY_VALUE}`)
  }

  function string(): string {
    const text = match(STRING)
    if (text === undefined) throw new JsonProblem('Unexpected end-of-input: was expecting closing quote', at)
    return JSON.parse(text) as string
  }

  function object(depth: number): JsonNode {
    const start = ++at
    const entries: [string, JsonNode][] = []
    for (space(); source[at] !== '}' || entries.length > 0; space()) {
      if (source[at] !== '"') throw unexpected('was expecting double-quote to start field name')
      const key = string()
      space()
      if (source[at] !== ':') throw unexpected('was expecting a colon to separate field name and value')
      at++
      entries.push([key, value(depth + 1)])
      space()
      if (source[at] === '}') break
      if (source[at] !== ',') throw unexpected('was expecting comma to separate Object entries')
      at++
    }
    at++
    return { kind: 'object', entries, start, end: at }
  }

  function array(depth: number): JsonNode {
    const start = ++at
    const items: JsonNode[] = []
    for (space(); source[at] !== ']' || items.length > 0; ) {
      items.push(value(depth + 1))
      space()
      if (source[at] === ']') break
      if (source[at] !== ',') throw unexpected('was expecting comma to separate Array entries')
      at++
    }
    at++
    return { kind: 'array', items, start, end: at }
  }

  const node = value(0)
  space()
  if (at < source.length) {
    const { message } = unexpected('was expecting the end of the text')
    throw new JsonProblem(message, at, true)
  }
  return node
}
