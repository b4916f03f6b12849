import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { VoiceConfiguration } from '../configuration.ts'
import type { Instance } from './connect-instance.ts'
import { ContactFlow, type FlowCut } from './contact-flow.ts'

export interface CustomerHoldProps {
  readonly instance: Instance
  readonly stage: string
  readonly artefacts: Artefacts
  readonly onHold: Exclude<VoiceConfiguration['onHold'], false>
}

/** How a flow of calls says what is heard on hold, or leaves it to Connect. */
export interface HoldHook {
  readonly placeholders: Readonly<Record<string, string>>
  readonly without: readonly FlowCut[]
}

/** The block that sets it, and the block after it, in every flow that has it. To be cut before that one is. */
const HOOK: FlowCut = { actions: ['Say what is heard on hold'], goesOnAt: 'Have the agent asked' }

/** For a deployment whose callers hear the music of Connect. */
export const MUSIC_OF_CONNECT: HoldHook = { placeholders: {}, without: [HOOK] }

/** What a caller hears whom an agent keeps on hold. It calls no function: whatever of ours fails, this goes on. */
export class CustomerHold extends Construct {
  readonly hook: HoldHook

  constructor(scope: Construct, id: string, { instance, stage, artefacts, onHold }: CustomerHoldProps) {
    super(scope, id)
    const { arn } = new ContactFlow(this, 'Flow', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-customer-hold`,
      description: 'What a caller hears whom an agent keeps on hold',
      type: 'CUSTOMER_HOLD',
      source: artefacts.contactFlow('customer-hold'),
      placeholders: {
        HoldMessage: onHold.message ?? '',
        HoldPromptArn: onHold.promptArn ?? '',
        // Between two messages; a prompt has its own end.
        HoldPause: onHold.promptArn === undefined ? '10s' : '1s',
      },
    })
    this.hook = { placeholders: { CustomerHoldFlowArn: arn }, without: [] }
  }
}
