import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { Instance } from './connect-instance.ts'
import { ContactFlow } from './contact-flow.ts'
import type { DispositionHook } from './dispositions.ts'
import type { Functions } from './functions.ts'
import { queueQuickConnect } from './queue-quick-connect.ts'
import { attachQuickConnect } from './quick-connect-attachment.ts'

export interface ChatTransferProps {
  readonly instance: Instance
  readonly stage: string
  readonly functions: Functions
  readonly artefacts: Artefacts
  readonly dispositionHook: DispositionHook
  /** Where chats wait. */
  readonly queueArn: string
  /** It was created here: only its agents are shown the quick connect without being asked. */
  readonly queueIsOurs: boolean
}

/**
 * The quick connect by which agents give chats away. With the instance's own flow for transfers the customer of the next
 * agent would be left without a disconnect flow.
 */
export class ChatTransfer extends Construct {
  constructor(scope: Construct, id: string, props: ChatTransferProps) {
    super(scope, id)
    const { instance, stage, artefacts, functions, dispositionHook, queueArn, queueIsOurs } = props
    const flow = new ContactFlow(this, 'Flow', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-chat-transfer`,
      description: 'Gives a chat to the next agent, and says what comes after them',
      type: 'QUEUE_TRANSFER',
      source: artefacts.contactFlow('chat-transfer'),
      ...dispositionHook,
    })
    const quickConnect = queueQuickConnect(this, 'QuickConnect', {
      ...{ instance, stage, queueArn, flow },
      name: 'Transfer chat',
      description: 'back to the queue of chats, for another agent',
    })
    if (queueIsOurs) attachQuickConnect(this, 'Attachment', { queueArn, quickConnect, functions })
  }
}
