import { AwsError, type Operation } from '../../service.ts'
import { assertAttributes } from '../attributes.ts'
import { type Centre, found, instanceOf } from '../centre.ts'
import { LONGEST_MESSAGE, TEXT } from '../chat.ts'
import { startChat } from '../chat-start.ts'
import { startStreaming } from '../chat-streams.ts'
import { setTimers, type TimerSetting } from '../chat-timers.ts'
import type { Flow, Instance } from '../model.ts'
import { need, once, refusal } from './checks.ts'
import { contactOf } from './contacts.ts'

/** API_StartChatContact: an hour to seven days. */
const DURATION = { least: 60, most: 10_080 }
const LONGEST_NAME = 256
const NOT_MODELLED = [
  'ParticipantConfiguration',
  'PersistentChat',
  'SegmentAttributes',
  'DisconnectOnCustomerExit',
]

/** Operations on chats. */
export function chatOperations(centre: Centre): Record<string, Operation> {
  return {
    StartChatContact: (input) => once(centre, 'StartChatContact', input, () => start(centre, input)),
    StartContactStreaming: (input) =>
      once(centre, 'StartContactStreaming', input, () => {
        need(input, ['ContactId', 'ChatStreamingConfiguration'])
        const { StreamingEndpointArn: topicArn } = input.ChatStreamingConfiguration
        return { StreamingId: startStreaming(centre, contactOf(centre, input), topicArn) }
      }),
    UpdateParticipantRoleConfig: (input) => {
      need(input, ['ChannelConfiguration'])
      const list = input.ChannelConfiguration.Chat?.ParticipantTimerConfigList ?? []
      setTimers(centre, contactOf(centre, input), list.map(timerOf))
      return {}
    },
  }
}

function timerOf({ ParticipantRole: role, TimerType: type, TimerValue: value }: any): TimerSetting {
  const { ParticipantTimerAction: action, ParticipantTimerDurationInMinutes: minutes } = value ?? {}
  if (action === 'Unset' && minutes === undefined) return { role, type, minutes: undefined }
  if (action === undefined && minutes !== undefined) return { role, type, minutes }
  throw refusal('InvalidParameterException', 'TimerValue needs Unset, or a duration in minutes, and not both')
}

function start(centre: Centre, input: any) {
  const instance = instanceOf(centre, input)
  need(input, ['ContactFlowId', 'ParticipantDetails'])
  for (const member of NOT_MODELLED)
    if (input[member] !== undefined)
      throw refusal('InvalidRequestException', `StartChatContact with ${member} is not modelled`)
  const attributes: Record<string, string> = input.Attributes ?? {}
  const related =
    input.RelatedContactId && found(centre.state.contacts, instance, input.RelatedContactId, 'Contact')
  assertAttributes(centre, attributes, related)
  const chat = startChat(centre, {
    flow: flowOf(centre, instance, input.ContactFlowId),
    name: nameOf(input.ParticipantDetails.DisplayName),
    message: messageOf(input),
    contact: {
      attributes,
      relatedContactId: related?.id,
      customerId: input.CustomerId,
      expiryMinutes: durationOf(input.ChatDurationInMinutes),
    },
  })
  return { ContactId: chat.id, ParticipantId: chat.customer.id, ParticipantToken: chat.customer.token }
}

function flowOf(centre: Centre, instance: Instance, id: string): Flow {
  const flow = found(centre.state.flows, instance, id, 'Flow')
  if (flow.type !== 'CONTACT_FLOW')
    throw refusal(
      'InvalidRequestException',
      `Flow type ${flow.type}: a chat starts in one of type CONTACT_FLOW`,
    )
  if (flow.published === undefined)
    throw refusal('InvalidRequestException', `Flow ${flow.name} is not published`)
  return flow
}

function nameOf(name: string | undefined): string {
  if (name === undefined || name === '' || name.length > LONGEST_NAME)
    throw refusal('InvalidParameterException', `DisplayName needs 1 to ${LONGEST_NAME} characters`)
  return name
}

/** With a list of content types, plain text has to be one of them. */
function messageOf({ InitialMessage: message, SupportedMessagingContentTypes: types }: any) {
  if (types !== undefined && !types.includes(TEXT))
    throw refusal('InvalidParameterException', `SupportedMessagingContentTypes needs ${TEXT}`)
  if (message === undefined) return undefined
  const { ContentType: type, Content: text } = message
  if (type !== TEXT)
    throw refusal('InvalidRequestException', `an initial message of type ${type} is not modelled`)
  if (text === undefined || text === '' || text.length > LONGEST_MESSAGE)
    throw refusal('InvalidParameterException', `InitialMessage needs 1 to ${LONGEST_MESSAGE} characters`)
  return text
}

function durationOf(minutes: number | undefined): number | undefined {
  const { least, most } = DURATION
  if (minutes !== undefined && (!Number.isInteger(minutes) || minutes < least || minutes > most))
    throw new AwsError(
      'InvalidParameterException',
      `ChatDurationInMinutes is ${minutes}: ${least} to ${most} is allowed`,
    )
  return minutes
}
