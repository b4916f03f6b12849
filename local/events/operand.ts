import type { JsonNode } from '../json-tokens.ts'
import { refuse } from './pattern-problem.ts'
import { type TextTest, wildcard } from './text-tests.ts'

/** The text of an operand that must be a string; `complaint` is what the service says otherwise. */
export function stringIn(node: JsonNode, complaint: string, inList = false): string {
  return node.kind === 'string' ? node.text : refuse(complaint, node.start, inList)
}

/** The operand of `wildcard`, refused as the service refuses it. `at`: how far the pattern had been read. */
export const wildcardTest = (text: string, at: number): TextTest => attempt(() => wildcard(text), at)

/** The plain tests on either end of a string. */
export const AFFIX: Record<'prefix' | 'suffix', (text: string) => TextTest> = {
  prefix: (text) => (other) => other.startsWith(text),
  suffix: (text) => (other) => other.endsWith(text),
}

/** Turns a RangeError into a refusal of the pattern. */
export function attempt<T>(make: () => T, at: number | undefined): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return refuse(error.message, at)
  }
}
