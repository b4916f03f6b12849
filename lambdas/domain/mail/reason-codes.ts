/**
 * Why a mail got no acknowledgement: a closed list, explained to operators in docs/reason-codes.md. A code is never
 * reused for something else.
 */
export const REFUSAL_REASONS = [
  'auto-generated',
  'auto-reply',
  'bounce',
  'bulk',
  'calendar-reply',
  'challenge',
  'complaint',
  'list',
  'loop',
  'no-reply',
  'no-sender',
  'null-return-path',
  'own-mail',
  'read-receipt',
  'report',
  'spam',
  'suppressed',
  'system-sender',
  'virus',
] as const

export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** Why a mail is acknowledged. `web-form`: the sender cannot be answered, but a person is named in Reply-To. */
export const ACKNOWLEDGEMENT_REASONS = ['person', 'web-form'] as const

export type AcknowledgementReason = (typeof ACKNOWLEDGEMENT_REASONS)[number]
