import type { Examined } from '../reading/examined.ts'
import { namesMailProgram } from '../reading/typed.ts'

/** TMDA: `jane-confirm-<time>.<process>.<digest>`, or `-confirm-accept.` in the older form. */
const isConfirmation = (local: string) =>
  local.includes('-confirm') && /-confirm(?:-accept)?[-.]\d{6,}\.\d+\.[0-9a-z]{4,}$/.test(local)

/** What filters write on the question whether a person is there, and on nothing else. */
const HEADERS =
  'x-boxtrapper x-bluebottle-request x-askversion x-choicemail-registration-request x-spamazoid-md spamlion x-exispam x-spamarrest-noauth'.split(
    ' ',
  )
const ENVELOPES = ['spamblocker-challenge', 'spambush', 'apd.sspam', 'spamhippo', 'devnull-quarantine']

/** BoxTrapper; Qurb; SpamAssassin's list. */
const isTitle = (title: string) =>
  /verif|qurb/.test(title) &&
  /\bverify#\w{6}|^your email requires verification verify:\S|^please verify your email address$|^unverified email to \S+@|\[qurb .\d+\]$/.test(
    title,
  )

/** A filter asks us to show that a person wrote our mail. */
export function isChallenge(mail: Examined): boolean {
  const { headers, subject, fromLocal, envelopeLocal } = mail
  return (
    isConfirmation(fromLocal) ||
    ENVELOPES.includes(envelopeLocal) ||
    HEADERS.some((name) => headers.first(name) !== undefined) ||
    headers.all('message-id').some((value) => /-tmda-confirm>\s*$/.test(value)) ||
    (!subject.isAnswer && isTitle(subject.words) && !namesMailProgram(mail))
  )
}
