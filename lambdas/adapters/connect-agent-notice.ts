import {
  CreateNotificationCommand,
  DuplicateResourceException,
  InvalidRequestException,
  LimitExceededException,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
} from '@aws-sdk/client-connect'

import type { Notice } from '../domain/notice.ts'
import type { AgentId, EpochMs } from '../domain/values.ts'
import { NoticeRefused } from '../ports/dispositions.ts'
import type { ConnectSender } from './lazy-connect.ts'
import { localized } from './localized-notice.ts'

export interface AgentNotice {
  agent: AgentId
  notice: Notice
  priority: 'HIGH' | 'LOW'
  /** Of several with one token the first is shown. */
  token: string
  until: EpochMs
}

/** Which of them Connect answers where there are too many notifications is documented nowhere. */
const REFUSALS = [InvalidRequestException, LimitExceededException, ServiceQuotaExceededException]

/** `instanceArn`: Connect takes recipients by ARN. Nothing happens where the agent is gone. Throws NoticeRefused. */
export async function tellAgent(
  client: ConnectSender,
  instanceId: string,
  instanceArn: string,
  { agent, notice, priority, token, until }: AgentNotice,
): Promise<void> {
  try {
    await client.send(
      new CreateNotificationCommand({
        InstanceId: instanceId,
        Recipients: [`${instanceArn}/agent/${agent}`],
        Content: localized(notice),
        Priority: priority,
        ExpiresAt: new Date(until),
        ClientToken: token,
      }),
    )
  } catch (error) {
    // Told before, or gone: an agent who was deleted has nobody to tell.
    if (error instanceof DuplicateResourceException || error instanceof ResourceNotFoundException) return
    if (REFUSALS.some((refusal) => error instanceof refusal)) throw new NoticeRefused(token, { cause: error })
    throw error
  }
}
