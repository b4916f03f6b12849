import type { CreateNotificationCommandInput } from '@aws-sdk/client-connect'

import type { Notice } from '../domain/notice.ts'

/** A notice as Connect takes it, by locale. */
export function localized({ en, de }: Notice): NonNullable<CreateNotificationCommandInput['Content']> {
  return { en_US: en, de_DE: de }
}
