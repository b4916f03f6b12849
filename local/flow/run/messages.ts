import { isRecord } from '../document.ts'
import { integerOf } from './integers.ts'
import { MOST_BYTES } from './lambda.ts'
import { type Block, fail, type Run } from './run.ts'

/** Play prompt does not support email [D play]. A chat shows its text, a call speaks it; prompts and SSML are for voice. */
export const messageParticipant: Block = async (run, { parameters }) => {
  const channel = run.world.read('$.Channel')
  if (channel === 'EMAIL') fail('Email contacts hear no prompt')
  if (channel === 'CHAT') run.world.message?.(run.need(parameters.Text, 'Text'))
  if (channel === 'VOICE' && parameters.Text !== undefined)
    await run.world.say?.(run.need(parameters.Text, 'Text'))
  return undefined
}

/** Hold customer or agent: voice only [D hold-customer-agent]. */
export const updatePreviousContactParticipantState: Block = (run, { parameters }) => {
  if (run.world.read('$.Channel') !== 'VOICE') fail('Only callers are put on hold')
  const state = parameters.PreviousContactParticipantState === 'OffHold' ? 'OffHold' : 'CustomerOnHold'
  if (!run.world.holdPrevious) fail('There is no contact before this one')
  run.world.holdPrevious?.(state)
  return undefined
}

/**
 * Voice only: others take the error branch, and without one the flow just stops [D loop-prompts]. Prompts that nothing
 * interrupts go on until the flow is stopped: nothing after them runs. Interrupts are described for queue flows.
 */
export const messageParticipantIteratively: Block = async (run, action) => {
  if (run.world.read('$.Channel') !== 'VOICE') {
    return action.errors.length === 0 ? { end: 'ended' } : fail('Only voice contacts hear prompts in a loop')
  }
  run.world.play?.(promptsOf(run, action.parameters.Messages))
  const seconds = action.parameters.InterruptFrequencySeconds
  const deaf = run.type !== 'CUSTOMER_QUEUE' && !run.world.holdsAreInterrupted?.()
  if (deaf || seconds === undefined || action.conditions.length === 0) return { end: 'ended' }
  await run.world.wait(integerOf(run, seconds, 'InterruptFrequencySeconds', 1))
  run.interrupted = action.identifier
  return { result: 'MessagesInterrupted' }
}

function promptsOf(run: Run, messages: unknown): string[] {
  const prompts = Array.isArray(messages) ? messages.filter(isRecord) : []
  return prompts.flatMap(({ Text, PromptId, SSML }) => {
    const prompt = Text ?? PromptId ?? SSML
    return prompt === undefined ? [] : [run.need(prompt, 'Messages')]
  })
}

/** Get stored content: the plain text of the mail, up to 32 KB, is `$.Email…` from here on [D get-stored-content]. */
export const loadContactContent: Block = (run) => {
  if (run.world.read('$.Channel') !== 'EMAIL') fail('Only email contacts have stored content')
  const text = run.world.read('$.Email.EmailMessage.Plaintext')
  if (typeof text !== 'string') return fail('The mail has no plain text')
  if (Buffer.byteLength(text) > MOST_BYTES) fail('The plain text has more than 32 KB')
  run.set('Email', { EmailMessage: { Plaintext: text } })
  return undefined
}

/** Send message, first part of the template form. */
export const renderMessageTemplate: Block = (run, { parameters }) => {
  run.template = undefined
  const template = {
    knowledgeBaseArn: run.need(parameters.WisdomKnowledgeBaseArn, 'WisdomKnowledgeBaseArn'),
    templateArn: run.need(parameters.WisdomMessageTemplateArn, 'WisdomMessageTemplateArn'),
  }
  run.template = run.world.renderTemplate?.(template) ?? fail('There are no message templates')
  return undefined
}

export const createContact: Block = (run, { parameters }) => {
  run.createdContactId = undefined
  const related = parameters.RelatedContact === 'CURRENT' ? 'CURRENT' : undefined
  run.createdContactId = run.world.createEmailContact(related)
  return undefined
}

/** Send message, last part: it sends on the contact that CreateContact made. */
export const startOutboundEmailContact: Block = (run, { parameters }) => {
  if (run.createdContactId === undefined) return fail('No contact was created for the mail')
  const message = run.deep(parameters.EmailMessage)
  run.world.sendEmail({
    contactId: run.createdContactId,
    from: addressOf(run, parameters.FromEmailAddress, 'FromEmailAddress'),
    to: addressOf(run, parameters.DestinationEmailAddress, 'DestinationEmailAddress'),
    message: { ...(isRecord(message) ? message : {}), ...(run.template ? { RawMessage: run.template } : {}) },
  })
  return undefined
}

function addressOf(run: Run, address: unknown, name: string): { EmailAddress: string; DisplayName?: string } {
  const given = isRecord(address) ? address : {}
  const EmailAddress = run.need(given.EmailAddress, `${name}.EmailAddress`)
  const DisplayName = run.text(given.DisplayName)
  return DisplayName ? { EmailAddress, DisplayName } : { EmailAddress }
}
