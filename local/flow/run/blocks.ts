import type { Action } from '../document.ts'
import { isRecord } from '../document.ts'
import * as attributes from './attributes.ts'
import * as control from './control.ts'
import { updateContactRoutingCriteria } from './criteria.ts'
import { invokeLambda } from './lambda.ts'
import * as messages from './messages.ts'
import * as routing from './routing.ts'
import type { Block } from './run.ts'
import { showView } from './views.ts'

/** What the interpreter runs. */
export const BLOCKS: ReadonlyMap<string, Block> = new Map<string, Block>([
  ['InvokeLambdaFunction', invokeLambda],
  ['UpdateContactAttributes', attributes.updateContactAttributes],
  ['UpdateFlowAttributes', attributes.updateFlowAttributes],
  ['UpdateContactData', attributes.updateContactData],
  ['UpdateContactEventHooks', attributes.updateContactEventHooks],
  ['TagContact', attributes.tagContact],
  ['UntagContact', attributes.untagContact],
  ['CreateTask', attributes.createTask],
  ['ShowView', showView],
  ['UpdateContactTargetQueue', routing.updateContactTargetQueue],
  ['TransferContactToQueue', routing.transferContactToQueue],
  ['DequeueContactAndTransferToQueue', routing.dequeueContactAndTransferToQueue],
  ['UpdateContactRoutingBehavior', routing.updateContactRoutingBehavior],
  ['UpdateContactRoutingCriteria', updateContactRoutingCriteria],
  ['TransferToFlow', routing.transferToFlow],
  ['Compare', control.compare],
  ['CheckHoursOfOperation', control.checkHoursOfOperation],
  ['CheckMetricData', control.checkMetricData],
  ['GetMetricData', control.getMetricData],
  ['Loop', control.loop],
  ['Wait', control.wait],
  ['DistributeByPercentage', control.distributeByPercentage],
  ['UpdateFlowLoggingBehavior', control.updateFlowLoggingBehavior],
  ['DisconnectParticipant', control.disconnectParticipant],
  ['EndFlowExecution', control.endFlowExecution],
  ['MessageParticipant', messages.messageParticipant],
  ['UpdatePreviousContactParticipantState', messages.updatePreviousContactParticipantState],
  ['MessageParticipantIteratively', messages.messageParticipantIteratively],
  ['LoadContactContent', messages.loadContactContent],
  ['RenderMessageTemplate', messages.renderMessageTemplate],
  ['CreateContact', messages.createContact],
  ['StartOutboundEmailContact', messages.startOutboundEmailContact],
])

const CONTACT_DATA = ['Name', 'Description', 'LanguageCode', 'CustomerId', 'TargetContact']

/** Why the interpreter does not run this action, although the service would take it; undefined when it does. */
export function whyNotRunnable(action: Action): string | undefined {
  if (!BLOCKS.has(action.type)) return action.type
  const { type, parameters, conditions } = action
  if (conditions.some(({ operator }) => operator === 'KeyExists')) return `${type} with KeyExists`
  const odd = oddParameter(type, parameters)
  return odd === undefined ? undefined : `${type} with ${odd}`
}

function oddParameter(type: string, parameters: Record<string, unknown>): string | undefined {
  switch (type) {
    case 'InvokeLambdaFunction':
      return parameters.InvocationType === 'ASYNCHRONOUS' ? 'InvocationType ASYNCHRONOUS' : undefined
    case 'DequeueContactAndTransferToQueue':
      return parameters.QueueId === undefined && parameters.AgentId === undefined
        ? 'neither QueueId nor AgentId'
        : undefined
    case 'UpdatePreviousContactParticipantState':
      return parameters.PreviousContactParticipantState === 'AgentOnHold' ? 'AgentOnHold' : undefined
    case 'Wait':
      if (Array.isArray(parameters.Events) && parameters.Events.includes('BotParticipantDisconnected'))
        return 'BotParticipantDisconnected'
      return ['ContinueExecution', 'MinimumWaitTimeSeconds'].find((name) => name in parameters)
    case 'UpdateContactRoutingBehavior':
      return ['RoutingProficiencies'].find((name) => name in parameters)
    case 'UpdateContactData':
      return Object.keys(parameters).find((name) => !CONTACT_DATA.includes(name))
    case 'CreateContact':
      return parameters.Channel === 'EMAIL' ? undefined : 'another Channel than EMAIL'
    case 'CreateTask':
      return ['ScheduledTime', 'TaskTemplateId', 'SegmentAttributes'].find((name) => name in parameters)
    case 'GetMetricData':
      return ['QueueChannel'].find((name) => name in parameters)
    case 'ShowView':
      if (!isRecord(parameters.ViewResource)) return 'no ViewResource'
      if (parameters.ViewResource.Version !== undefined) return 'ViewResource.Version'
      return parameters.SensitiveDataConfiguration === undefined ? undefined : 'SensitiveDataConfiguration'
    case 'UpdateContactEventHooks':
      return isRecord(parameters.EventHooks) ? undefined : 'no EventHooks'
    default:
      return undefined
  }
}
