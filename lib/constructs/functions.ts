import { Duration, Fn, Stack, Validations } from 'aws-cdk-lib'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { Configuration } from '../configuration.ts'
import { IMPACTS } from '../impacts.ts'
import {
  CONNECT_RESOURCES,
  type ConnectAction,
  type FunctionName,
  type Permissions,
  permissions,
  type WorkflowName,
} from '../permissions.ts'
import { settingsOf } from '../settings.ts'
import type { AcknowledgementTemplates } from './acknowledgement-templates.ts'
import type { Instance } from './connect-instance.ts'
import type { ContactFlow } from './contact-flow.ts'
import { DeadLetters } from './dead-letters.ts'
import type { HomewardTable } from './homeward-table.ts'
import { NodeLambda } from './node-lambda.ts'
import type { Workflow } from './workflow.ts'

/** A flow waits 8 seconds for its function; a sweep of ten thousand holds at 20 calls a second takes over 8 minutes. */
export const TIMEOUTS: Record<FunctionName, Duration> = {
  'inspect-mail': Duration.seconds(30),
  'receive-email': Duration.seconds(8),
  'prepare-acknowledgement': Duration.seconds(30),
  'send-acknowledgement': Duration.seconds(30),
  'review-hold': Duration.seconds(30),
  'release-hold': Duration.seconds(30),
  'observe-contacts': Duration.seconds(30),
  'escalate-transfer': Duration.seconds(30),
  'return-to-owner': Duration.seconds(8),
  'attach-quick-connect': Duration.minutes(1),
  'tell-owner': Duration.seconds(30),
  'leave-note': Duration.seconds(30),
  'task-owner': Duration.seconds(30),
  'reroute-overdue': Duration.minutes(14),
  'record-disposition': Duration.seconds(8),
  'label-contact': Duration.seconds(30),
  'review-dispositions': Duration.minutes(10),
  'observe-agents': Duration.minutes(1),
  'find-agents': Duration.seconds(8),
  'review-stuck-agent': Duration.seconds(30),
  'release-orphans': Duration.minutes(5),
  'follow-up': Duration.minutes(14),
  'set-chat-timers': Duration.seconds(8),
  'close-chat': Duration.seconds(8),
  'nudge-chat': Duration.seconds(8),
  'note-chat-message': Duration.seconds(30),
  'time-transfer': Duration.seconds(8),
  'escalate-held-call': Duration.seconds(30),
  'associate-flow': Duration.minutes(1),
}

const DESCRIPTIONS: Record<FunctionName, string> = {
  'inspect-mail': 'Judges mail on its headers before Connect makes contacts of it',
  'receive-email': 'Tells the inbound flow where an email goes, and has it acknowledged',
  'prepare-acknowledgement': 'Decides whether an email is acknowledged, and when',
  'send-acknowledgement': 'Sends one acknowledgement, once',
  'review-hold': 'Looks whether an email is still held when its hold ends',
  'release-hold': 'Opens a held email to the queue',
  'observe-contacts': 'Records what happens to email contacts',
  'escalate-transfer': 'Sends to the queue what an agent was given and did not take',
  'tell-owner': 'Looks up whose a contact was that somebody else took, and keeps what was told',
  'return-to-owner': 'Tells a transfer flow whether the original agent can have a contact back',
  'attach-quick-connect': 'Shows a quick connect to the agents of a queue, for CloudFormation',
  'leave-note': 'Says on a contact whose it was and why it came elsewhere',
  'task-owner': 'Gives an agent a task about a contact of theirs that somebody else took',
  'reroute-overdue': 'Finds what everything else missed',
  'record-disposition': 'Records what agents say contacts were about',
  'label-contact': 'Writes a disposition on its contact that Connect could not take at once',
  'review-dispositions': 'Finds contacts about which nobody said anything',
  'observe-agents': 'Records what agents do',
  'find-agents': 'Tells who of a name is there, and whether they can be reached',
  'review-stuck-agent': 'Helps an agent out of a status that nobody chose',
  'release-orphans': 'Opens what is held for an agent who is gone',
  'follow-up': 'Makes tasks about customers who wait too long for an answer',
  'set-chat-timers': 'Has Connect count how long the customer of a chat is silent',
  'close-chat': 'Records that a chat ended in silence, and has the flow say so',
  'nudge-chat': 'Says what a customer reads next who is silent in a chat, and when it ends',
  'note-chat-message': 'Records that the customer of a chat has written',
  'time-transfer': 'Starts the clock of a caller on hold whom an agent transfers',
  'escalate-held-call': 'Lets a transfer go cold whose caller has been on hold for too long',
  'associate-flow': 'Makes a flow the one that mail to an address starts, for CloudFormation',
}

/** The functions that are invoked asynchronously: by SES, by EventBridge Scheduler, and by CloudFormation. */
const ASYNCHRONOUS: Partial<Record<FunctionName, string>> = {
  'inspect-mail': IMPACTS.mailUninspected,
  'reroute-overdue': IMPACTS.sweepMissing,
  'review-dispositions': IMPACTS.dispositionsLost,
  'follow-up': IMPACTS.waitingUnseen,
  'note-chat-message': IMPACTS.chatUnheard,
  'associate-flow': IMPACTS.flowNotAssociated,
  'attach-quick-connect': IMPACTS.returnMissing,
}

/** Whether silent customers of chats are asked. */
export const nudging = ({ chat }: Configuration) => chat !== false && chat.nudges !== false

/** Whether dispositions are written on contacts: agents are asked for them, or a chat has one for its silence. */
export const labelling = ({ chat, dispositions }: Configuration) => chat !== false || dispositions.guide

/** The functions that some configurations do without. */
const WANTED: Partial<Record<FunctionName, (configuration: Configuration) => boolean>> = {
  'inspect-mail': ({ inspectMail }) => inspectMail !== false,
  'record-disposition': ({ dispositions }) => dispositions.guide,
  'review-dispositions': ({ dispositions }) => dispositions.guide,
  'label-contact': labelling,
  'follow-up': ({ followUp }) => followUp !== false,
  'set-chat-timers': ({ chat }) => chat !== false,
  'close-chat': ({ chat }) => chat !== false,
  'nudge-chat': nudging,
  'note-chat-message': nudging,
  'time-transfer': ({ voice }) => voice !== false,
  'escalate-held-call': ({ voice }) => voice !== false,
}

const WORKFLOW_VARIABLES: Record<WorkflowName, string> = {
  'acknowledge-email': 'ACKNOWLEDGE_EMAIL_ARN',
  'hold-for-original-agent': 'HOLD_FOR_ORIGINAL_AGENT_ARN',
  'watch-stuck-agent': 'WATCH_STUCK_AGENT_ARN',
  'escalate-transfer': 'ESCALATE_TRANSFER_ARN',
  'escalate-held-call': 'ESCALATE_HELD_CALL_ARN',
  'tell-owner': 'TELL_OWNER_ARN',
  'label-contact': 'LABEL_CONTACT_ARN',
}

export interface FunctionsProps {
  readonly configuration: Configuration
  readonly artefacts: Artefacts
}

export interface World {
  readonly table: HomewardTable
  readonly instance: Instance
  readonly releaseFlow: ContactFlow
  readonly ownerTaskFlow: ContactFlow
  /** Those that this configuration wants. */
  readonly workflows: Readonly<Partial<Record<WorkflowName, Workflow>>>
  /** Undefined where acknowledgements are raw messages. */
  readonly templates: AcknowledgementTemplates | undefined
}

/** All functions. Made first, so that state machines and flows can name them, and permitted once those exist. */
export class Functions extends Construct {
  private readonly flowsSend: boolean
  private readonly setsBack: boolean
  private readonly nudges: boolean
  private readonly hasVoice: boolean
  private readonly all = new Map<FunctionName, NodeLambda>()
  private readonly deadLetters = new Map<FunctionName, DeadLetters>()

  constructor(scope: Construct, id: string, { configuration, artefacts }: FunctionsProps) {
    super(scope, id)
    const settings = settingsOf(configuration)
    this.flowsSend = configuration.acknowledgements.by === 'flow'
    this.hasVoice = configuration.voice !== false
    this.setsBack = configuration.presence.stuckUnavailable === 'set-back'
    this.nudges = nudging(configuration)
    const { logRetentionDays: logRetention, logLevel, alarms } = configuration
    const names = Object.keys(permissions) as FunctionName[]
    for (const handler of names.filter((name) => WANTED[name]?.(configuration) ?? true)) {
      const row: Permissions = permissions[handler]
      const impact = ASYNCHRONOUS[handler]
      if (impact) {
        const props = { impact, runbook: handler, topicArn: alarms.topicArn }
        this.deadLetters.set(handler, new DeadLetters(this, `${handler}-dead-letters`, props))
      }
      this.all.set(
        handler,
        new NodeLambda(this, handler, {
          handler,
          description: DESCRIPTIONS[handler],
          timeout: TIMEOUTS[handler],
          artefacts,
          logRetention,
          logLevel,
          ...(row.settings && { settings }),
          ...(impact && { deadLetters: this.deadLettersOf(handler) }),
        }),
      )
    }
  }

  /** Throws for a function that this configuration does without. */
  named(name: FunctionName): NodeLambda {
    const lambda = this.all.get(name)
    if (!lambda) throw new Error(`${name} is not wanted by this configuration`)
    return lambda
  }

  /** Throws for a function that is invoked synchronously. */
  deadLettersOf(name: FunctionName): DeadLetters {
    const deadLetters = this.deadLetters.get(name)
    if (!deadLetters) throw new Error(`${name} is invoked synchronously and has no dead letters`)
    return deadLetters
  }

  /** Gives every function what its row in permissions.ts says, and the names of the things it may use. */
  permit({ table, instance, releaseFlow, ownerTaskFlow, workflows, templates }: World): void {
    const flows = { 'release-flow': releaseFlow.arn, 'owner-task-flow': ownerTaskFlow.arn }
    for (const [name, lambda] of this.all) {
      const row: Permissions = permissions[name]
      const actions = [
        ...(row.connect ?? []),
        ...(this.flowsSend ? (row.connectIfFlowsSend ?? []) : []),
        ...(this.setsBack ? (row.connectIfSettingBack ?? []) : []),
        ...(this.nudges ? (row.connectIfNudging ?? []) : []),
      ]
      if (row.table) table.lets(lambda, row.table, row.queries)
      const started = [
        ...(row.starts ?? []),
        ...(this.hasVoice ? (row.startsIfVoice ?? []) : []),
        ...(this.nudges ? (row.startsIfNudging ?? []) : []),
      ]
      for (const workflow of started) workflows[workflow]?.lets(lambda, WORKFLOW_VARIABLES[workflow])
      for (const action of actions) allowConnect(lambda, action, instance, flows)
      acknowledgeWildcards(lambda, actions, instance)
      if (actions.length > 0) lambda.knows('INSTANCE_ID', instance.id)
      if (templates && row.connect?.includes('StartOutboundEmailContact')) {
        lambda.knows('KNOWLEDGE_BASE_ID', templates.knowledgeBaseId)
        lambda.knows('MESSAGE_TEMPLATES', Fn.join(',', [...templates.versionIds]))
      }
      if (row.connect?.includes('TransferContact')) lambda.knows('RELEASE_FLOW_ID', releaseFlow.id)
      if (row.connect?.includes('StartTaskContact')) lambda.knows('OWNER_TASK_FLOW_ID', ownerTaskFlow.id)
    }
  }
}

function allowConnect(
  lambda: NodeLambda,
  action: ConnectAction,
  instance: Instance,
  flows: Readonly<Record<'release-flow' | 'owner-task-flow', string>>,
): void {
  const resources = CONNECT_RESOURCES[action].map((resource) => {
    if (resource === '*') return resource
    if (resource === 'release-flow' || resource === 'owner-task-flow') return flows[resource]
    return `${instance.arn}${resource}`
  })
  lambda.may([`connect:${action}`], resources)
}

/** No contact, address or flow that a function will have to do with exists yet when its role is made. */
function acknowledgeWildcards(
  lambda: NodeLambda,
  actions: readonly ConnectAction[],
  { arn }: Instance,
): void {
  const resolved = Stack.of(lambda).resolve(arn)
  const printed = typeof resolved === 'string' ? resolved : resolved['Fn::ImportValue']
  const resources: string[] = actions.flatMap((action) => CONNECT_RESOURCES[action])
  for (const resource of new Set(resources.filter((resource) => resource.endsWith('/*'))))
    Validations.of(lambda).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${printed}${resource}]`,
      reason: 'Made after the role, with ids that Connect gives out; limited to this one instance.',
    })
}
