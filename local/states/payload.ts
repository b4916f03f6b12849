import { JsonProblem, readJson } from '../json-tokens.ts'

/** JSON as it travels between states. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Bytes of UTF-8 that the input or output of a state may have (AWS: Step Functions service quotas, 256 KiB). */
export const PAYLOAD_LIMIT = 262_144

/** Whether `text` is more than a state may take or give. */
export function isTooLarge(text: string): boolean {
  return text.length > PAYLOAD_LIMIT || (text.length * 3 > PAYLOAD_LIMIT && bytes(text) > PAYLOAD_LIMIT)
}

const bytes = (text: string) => Buffer.byteLength(text, 'utf8')

/**
 * What is wrong with `text` as JSON, in the words of the parser that the real service uses (recorded), and how many of its
 * characters that parser had read; undefined if it is JSON.
 */
export function jsonProblem(text: string): { message: string; offset: number } | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return inItsWords(text, error instanceof Error ? error.message : String(error))
  }
}

function inItsWords(text: string, message: string): { message: string; offset: number } {
  try {
    readJson(text)
  } catch (error) {
    if (error instanceof JsonProblem) return error
  }
  return { message, offset: text.length }
}
