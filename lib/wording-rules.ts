import {
  brokenFields,
  fieldsIn,
  LONGEST_NAME,
  LONGEST_SUBJECT_IN_TEXT,
  unsafeFields,
} from '../lambdas/domain/wording.ts'
import type { InboxConfiguration } from './configuration.ts'
import { positionIn } from './position.ts'
import type { Problem } from './problem.ts'

type Wording = InboxConfiguration['wording'][string]

const LONGEST_TEXT = 5_000

/** What would go out wrong of one wording: fields that are none, fields without a fallback, a text that grows too long. */
export function wordingProblems(wording: Wording, inbox: string, path: readonly PropertyKey[]): Problem[] {
  const { text, html, subject, fallback } = wording
  const templates = { text, ...(html !== undefined && { html }), ...(subject !== undefined && { subject }) }
  const misplaced = Object.entries(templates).flatMap(([part, template]) =>
    [...brokenFields(template), ...(part === 'html' ? unsafeFields(template) : [])].map(
      ({ index, problem }) => {
        const { line, column } = positionIn(template, index)
        return { path: [...path, part], fix: `${problem} (line ${line}, character ${column})` }
      },
    ),
  )
  const used = new Set(Object.values(templates).flatMap(fieldsIn))
  const unanswered = (['name', 'subject'] as const)
    .filter((field) => used.has(field) && fallback?.[field] === undefined)
    .map((field) => ({
      path: [...path, 'fallback', field],
      fix: `write what stands for {{${field}}} where a mail has none`,
    }))
  return [
    ...misplaced,
    ...unanswered,
    ...unfilledProblems(wording, path),
    ...lengthProblems(text, inbox, path),
  ]
}

const BRACE = /[{}]/
const WITHOUT_BRACES = 'no field is put in here, write it without braces'

/** What stands for a field is put in as it is: nothing in it is a field again. */
function unfilledProblems({ fallback = {} }: Wording, path: readonly PropertyKey[]): Problem[] {
  return Object.entries(fallback)
    .filter(([, text]) => BRACE.test(text ?? ''))
    .map(([field]) => ({ path: [...path, 'fallback', field], fix: WITHOUT_BRACES }))
}

/** It is put in for `{{inbox}}` as it is, and is the sender's name. */
export function displayNameProblems({ displayName }: InboxConfiguration, at: number): Problem[] {
  return BRACE.test(displayName) ? [{ path: ['inboxes', at, 'displayName'], fix: WITHOUT_BRACES }] : []
}

function lengthProblems(text: string, inbox: string, path: readonly PropertyKey[]): Problem[] {
  const longest = { name: LONGEST_NAME, subject: LONGEST_SUBJECT_IN_TEXT, inbox: inbox.length }
  const most = fieldsIn(text).reduce((sum, field) => sum + longest[field], text.length)
  if (most <= LONGEST_TEXT) return []
  const fix = `with its fields filled in it can have ${most} characters, shorten it to at most 5,000`
  return [{ path: [...path, 'text'], fix }]
}
