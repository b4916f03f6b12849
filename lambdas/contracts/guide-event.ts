import { askAgain, type Given } from '../domain/disposition.ts'
import type { ContactId } from '../domain/values.ts'
import { fieldsOf } from './fields.ts'

/** What a guide told us cannot be worked with. The guide takes its error branch and says that nothing was stored. */
export class MalformedGuideEvent extends Error {
  override readonly name = 'MalformedGuideEvent'
}

/** A name has at most 100 characters; what is longer is none. */
const LONGEST = 200

/**
 * A guide runs on a chat contact of its own, which is related to the contact that it is about. What a view was not
 * given is an empty string, or absent. Throws MalformedGuideEvent.
 */
export function parseGuideEvent(event: unknown): { contact: ContactId; given: Given } {
  const details = fieldsOf(event, MalformedGuideEvent).within('Details')
  const parameters = details.withinIfAny('Parameters')
  const given = (name: string) => parameters?.textIfAny(name)?.trim().slice(0, LONGEST) || undefined
  return {
    contact: details.within('ContactData').text('RelatedContactId') as ContactId,
    given: { picked: given('picked'), typed: given('typed') },
  }
}

/** STRING_MAP: flat strings, none of them empty, since a flow cannot compare with an empty one. */
export function toGuideAnswer(
  recorded:
    | { kind: 'recorded'; disposition: string; cleared: boolean }
    | { kind: 'unclear'; candidates: readonly string[] },
): Record<string, string> {
  return recorded.kind === 'recorded'
    ? {
        outcome: 'recorded',
        disposition: recorded.disposition,
        cleared: recorded.cleared ? 'yes' : 'no',
        message: 'none',
      }
    : { outcome: 'unclear', disposition: 'none', cleared: 'no', message: askAgain(recorded.candidates) }
}
