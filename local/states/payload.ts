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
 * What is wrong with `text` as JSON, in the words of the parser that the real service uses; undefined if it is JSON.
 * The two first sentences are as recorded from StartExecution, the rest is the host's own.
 */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const word = /^\s*([A-Za-z_$][\w$]*)/.exec(text)?.[1]
    if (word !== undefined && !['true', 'false', 'null'].includes(word)) {
      return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`
    }
    const key = /^\s*\{\s*([^"\s}])/.exec(text)?.[1]
    if (key !== undefined) {
      return `Unexpected character ('${key}' (code ${key.charCodeAt(0)})): was expecting double-quote to start field name`
    }
    return error instanceof Error ? error.message : String(error)
  }
}
