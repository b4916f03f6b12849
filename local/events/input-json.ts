import { JsonProblem, readJson } from '../json-tokens.ts'

/**
 * Where a target's input is no JSON, as EventBridge counts: a word that is none from its beginning (recorded). A template
 * may be several values, one after another (recorded); an empty text is none and no mistake.
 */
export function wrongJsonAt(text: string, several: boolean): number | undefined {
  if (text.trim() === '') return undefined
  try {
    readJson(text)
    return undefined
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error
    const { offset, message, afterValue } = error
    if (!(several && afterValue))
      return offset - (/^Unrecognized token '(.*?)'/.exec(message)?.[1]?.length ?? 0)
    const later = wrongJsonAt(text.slice(offset), several)
    return later === undefined ? undefined : offset + later
  }
}
