import { anyOf } from './any-of.ts'

const DID = "(?:did not|didn't|have not|haven't)"
/** Not within what somebody tells. */
const BEGINS = '(?:^|[.!|*>_=-] ?|https?:\\S{1,300} )'

/** What a site says to whoever did not ask it: of a request that has a name, since people say the like of what they send. */
const NOT_YOU = anyOf([
  `${BEGINS}if you ${DID} (?:request(?:ed)?|initiated?|made?|make|asked? for) (?:to )?(?:this |an? |the |your )?(?:new |e-?mail )*(?:password|account|registration|reset|verification|activation|subscription)\\b[^.!?]{0,60}(?:ignore|disregard|delete) this (?:e-?mail|message)`,
  `${BEGINS}if you ${DID} (?:create|register|sign(?:ed)? up)(?:d|ed)? (?:for |with |at |on )?(?:an? |this |your |the )?(?:new )?(?:account|e-?mail address|web ?site|service)\\b[^.!?]{0,60}(?:ignore|disregard|delete) this (?:e-?mail|message)`,
  '\\bif you did not create an account, no further action is required\\.',
  "\\byour password won't change until you access the link above and create a new one\\.",
  '\\bif this was a mistake,? (?:just )?ignore this e-?mail and nothing will happen\\b',
  '\\bif you do not wish to (?:be subscribed to this list|register this e-?mail address),? (?:please )?simply disregard this message\\b',
  '\\bthis e-?mail address was given to us by one of our customers\\. if you did not signup to be a member\\b',
  '\\bplease keep this e-?mail for your records[. ]+your account information is as follows\\b',
])

/** A site confirms what somebody asked of it, or wants it confirmed. */
export function confirmsRequest(footer: string): boolean {
  return NOT_YOU.test(footer)
}
