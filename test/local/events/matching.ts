import { leavesOf } from '../../../local/events/leaves.ts'
import { compilePattern } from '../../../local/events/pattern.ts'
import { readJson } from '../../../local/json-tokens.ts'

export const matchesText = (pattern: string, event: string) =>
  compilePattern(pattern)(leavesOf(readJson(event)))

export const matches = (pattern: object, event: object) =>
  matchesText(JSON.stringify(pattern), JSON.stringify(event))
