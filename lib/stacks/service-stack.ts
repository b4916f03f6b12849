import { Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import { type Configuration, existingInstance } from '../configuration.ts'
import { AcknowledgementTemplates } from '../constructs/acknowledgement-templates.ts'
import { AgentsOfQueues } from '../constructs/agents-of-queues.ts'
import { CallQueues } from '../constructs/call-queues.ts'
import type { Instance } from '../constructs/connect-instance.ts'
import { ContactEvents } from '../constructs/contact-events.ts'
import { ContactFlow } from '../constructs/contact-flow.ts'
import { CustomerHold, MUSIC_OF_CONNECT } from '../constructs/customer-hold.ts'
import { Dispositions, NO_GUIDE } from '../constructs/dispositions.ts'
import { FlowLambda } from '../constructs/flow-lambda.ts'
import { FollowUps } from '../constructs/follow-ups.ts'
import { Functions, labelling, nudging, TIMEOUTS } from '../constructs/functions.ts'
import { HeldCalls } from '../constructs/held-calls.ts'
import { homewardMetric } from '../constructs/homeward-metric.ts'
import type { HomewardTable } from '../constructs/homeward-table.ts'
import { idInArn } from '../constructs/id-in-arn.ts'
import { ImpactAlarm } from '../constructs/impact-alarm.ts'
import { Inboxes } from '../constructs/inboxes.ts'
import { MailInspection } from '../constructs/mail-inspection.ts'
import { Orphans } from '../constructs/orphans.ts'
import { Presence } from '../constructs/presence.ts'
import { ReturnToOwner } from '../constructs/return-to-owner.ts'
import { SilentChats } from '../constructs/silent-chats.ts'
import { Sweep } from '../constructs/sweep.ts'
import { Takeovers } from '../constructs/takeovers.ts'
import { Workflow } from '../constructs/workflow.ts'
import { IMPACTS } from '../impacts.ts'
import { usesTemplates } from '../settings.ts'

/** One is a verdict that came late; several in a quarter of an hour mean that SES does not call us any more. */
const VERDICTS_MISSING_IN_A_PERIOD = 5

/** Each customer who mistypes their address makes one; this many in an hour have one cause. */
const BOUNCES_IN_AN_HOUR = 10

/** A sweep that comes a little late is no alarm. */
const SWEEPS_IN_A_PERIOD = 3

export interface ServiceStackProps extends StackProps {
  readonly configuration: Configuration
  readonly artefacts: Artefacts
  readonly table: HomewardTable
  readonly instance: Instance
}

/** Everything that can be deployed anew at any time. Composes; what a thing consists of is in lib/constructs. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { configuration, artefacts, table, instance, ...stackProps } = props
    super(scope, id, { description: 'Acknowledges emails and brings each reply home', ...stackProps })
    const { stage } = configuration
    const { topicArn } = configuration.alarms
    const functions = new Functions(this, 'Functions', { configuration, artefacts })

    const workflow = { artefacts, logRetention: configuration.logRetentionDays, topicArn }
    const workflows = {
      'acknowledge-email': new Workflow(this, 'AcknowledgeEmail', {
        ...workflow,
        definition: 'acknowledge-email',
        tasks: {
          PrepareAcknowledgement: functions.named('prepare-acknowledgement'),
          SendAcknowledgement: functions.named('send-acknowledgement'),
        },
        failureImpact: IMPACTS.acknowledgementMissing,
      }),
      'hold-for-original-agent': new Workflow(this, 'HoldForOriginalAgent', {
        ...workflow,
        definition: 'hold-for-original-agent',
        tasks: { ReviewHold: functions.named('review-hold'), ReleaseHold: functions.named('release-hold') },
        failureImpact: IMPACTS.holdOutlasted,
      }),
      'watch-stuck-agent': new Workflow(this, 'WatchStuckAgent', {
        ...workflow,
        definition: 'watch-stuck-agent',
        tasks: { ReviewStuckAgent: functions.named('review-stuck-agent') },
        failureImpact: IMPACTS.agentStuck,
      }),
    }
    const dispositionHook = configuration.dispositions.guide
      ? new Dispositions(this, 'Dispositions', { configuration, artefacts, instance, functions }).hook
      : NO_GUIDE
    const escalateTransfer = new Workflow(this, 'EscalateTransfer', {
      ...workflow,
      definition: 'escalate-transfer',
      tasks: { EscalateTransfer: functions.named('escalate-transfer') },
      failureImpact: IMPACTS.transferUntaken,
    })
    const labelContact = labelling(configuration)
      ? new Workflow(this, 'LabelContact', {
          ...workflow,
          definition: 'label-contact',
          tasks: { LabelContact: functions.named('label-contact') },
          failureImpact: IMPACTS.contactUnlabelled,
        })
      : undefined
    const takeovers = new Takeovers(this, 'Takeovers', { instance, functions, stage, ...workflow })
    const holdHook =
      configuration.voice !== false && configuration.voice.onHold !== false
        ? new CustomerHold(this, 'CustomerHold', {
            ...{ instance, stage, artefacts },
            onHold: configuration.voice.onHold,
          }).hook
        : MUSIC_OF_CONNECT
    const heldCalls =
      configuration.voice === false
        ? undefined
        : new HeldCalls(this, 'HeldCalls', {
            ...{ instance, functions, stage, dispositionHook, holdHook },
            voice: configuration.voice,
            workflow,
          })
    const releaseFlow = new ContactFlow(this, 'ReleaseFlow', {
      instanceArn: instance.arn,
      name: `homeward-${stage}-release-to-queue`,
      description: 'Opens an email held for its original agent to the whole queue',
      source: artefacts.contactFlow('release-to-queue'),
      ...dispositionHook,
    })
    const templates = usesTemplates(configuration)
      ? new AcknowledgementTemplates(this, 'AcknowledgementTemplates', { configuration, instance })
      : undefined
    functions.permit({
      table,
      instance,
      releaseFlow,
      ownerTaskFlow: takeovers.taskFlow,
      workflows: {
        ...workflows,
        'escalate-transfer': escalateTransfer,
        'tell-owner': takeovers.workflow,
        ...(heldCalls && { 'escalate-held-call': heldCalls.workflow }),
        ...(labelContact && { 'label-contact': labelContact }),
      },
      templates,
    })

    const receiveEmail = functions.named('receive-email')
    const associateFlow = functions.named('associate-flow')
    const receiveEmailInFlows = new FlowLambda(this, 'ReceiveEmailInFlows', {
      instance,
      lambda: receiveEmail,
    })
    const inboxes = new Inboxes(this, 'Inboxes', {
      configuration,
      artefacts,
      instance,
      receiveEmail,
      receiveEmailInFlows,
      associateFlow,
      dispositionHook,
      templates,
    })
    new ReturnToOwner(this, 'ReturnToOwner', {
      configuration,
      artefacts,
      instance,
      functions,
      dispositionHook,
      queueOfEach: inboxes.queueOfEach,
      createdQueueArns: inboxes.queueArns,
    })
    const chats = chatsIn(configuration, inboxes.queueOfEach)
    if (chats)
      new SilentChats(this, 'SilentChats', {
        ...{ configuration, artefacts, instance, functions, dispositionHook },
        ...chats,
        queueIsOurs: inboxes.queueArns.includes(chats.queueArn),
      })
    const callQueues =
      configuration.voice === false || !heldCalls
        ? undefined
        : new CallQueues(this, 'CallQueues', {
            ...{ instance, stage, artefacts, functions, dispositionHook, holdHook },
            voice: configuration.voice,
            transferFlows: heldCalls.transferFlows,
          })
    if (!existingInstance(configuration))
      new AgentsOfQueues(this, 'Agents', {
        instanceArn: instance.arn,
        stage,
        queueArns: inboxes.queueArns,
        taskQueueArns: inboxes.supervisorQueueArns,
        chats: chats && { queueArn: chats.queueArn, atOnce: chats.chat.atOnce },
        callQueueArns: callQueues?.createdArns ?? [],
      })

    if (configuration.inspectMail !== false) {
      new MailInspection(this, 'MailInspection', {
        lambda: functions.named('inspect-mail'),
        stage,
        receiptRuleSet: configuration.inspectMail.receiptRuleSet,
        after: configuration.inspectMail.after,
        recipients: configuration.inboxes.map(({ address }) => address),
        // When Connect makes its rule set is not documented: no later than for the first address.
      }).node.addDependency(inboxes)
      new ImpactAlarm(this, 'verdicts-missing', {
        metric: homewardMetric('VerdictsMissing', Duration.minutes(15)),
        threshold: VERDICTS_MISSING_IN_A_PERIOD,
        impact: IMPACTS.mailUninspected,
        runbook: 'inspect-mail',
        topicArn,
      })
    }
    new ImpactAlarm(this, 'mail-bounced', {
      metric: homewardMetric('BouncedMail', Duration.hours(1)),
      threshold: BOUNCES_IN_AN_HOUR,
      impact: IMPACTS.mailBounced,
      runbook: 'bounced-mail',
      topicArn,
    })
    new ContactEvents(this, 'ContactEvents', {
      instance,
      calls: configuration.voice !== false,
      chats: nudging(configuration),
      observer: functions.named('observe-contacts'),
      observerTimeout: TIMEOUTS['observe-contacts'],
      impact: IMPACTS.eventsUnseen,
      runbook: 'observe-contacts',
      topicArn,
    })
    new Presence(this, 'Presence', {
      instance,
      stream: configuration.presence.stream,
      observer: functions.named('observe-agents'),
      finder: functions.named('find-agents'),
      topicArn,
    })
    // By id: a function has 4 KB for its environment.
    const queuesOfInboxes = Fn.join(',', inboxes.queueOfEach.map(idInArn))
    functions.named('return-to-owner').knows('INBOX_QUEUES', queuesOfInboxes)
    const { supervisorQueueArn } = configuration.transfers
    const supervisors = supervisorQueueArn ? idInArn(supervisorQueueArn) : 'none'
    for (const name of ['release-hold', 'release-orphans', 'escalate-transfer', 'reroute-overdue'] as const) {
      functions.named(name).knows('INBOX_QUEUES', queuesOfInboxes)
      functions.named(name).knows('SUPERVISOR_QUEUE', supervisors)
    }
    new Orphans(this, 'Orphans', {
      observer: functions.named('release-orphans'),
      observerTimeout: TIMEOUTS['release-orphans'],
      everyMinutes: configuration.sweep.everyMinutes,
      impact: IMPACTS.ownersGoneUnseen,
      runbook: 'release-orphans',
      topicArn,
    })
    new Sweep(this, 'Sweep', {
      everyMinutes: configuration.sweep.everyMinutes,
      lambda: functions.named('reroute-overdue'),
      deadLetters: functions.deadLettersOf('reroute-overdue'),
    })
    if (configuration.followUp !== false)
      new FollowUps(this, 'FollowUps', {
        everyMinutes: configuration.followUp.everyMinutes,
        lambda: functions.named('follow-up'),
        deadLetters: functions.deadLettersOf('follow-up'),
        supervisorQueueArns: inboxes.supervisorQueueArns,
        topicArn,
      })
    new ImpactAlarm(this, 'reroute-overdue-silent', {
      metric: functions.named('reroute-overdue').function.metricInvocations({
        period: Duration.minutes(SWEEPS_IN_A_PERIOD * configuration.sweep.everyMinutes),
      }),
      whenMissing: true,
      impact: IMPACTS.sweepMissing,
      runbook: 'reroute-overdue',
      topicArn,
    })
    for (const [name, impact] of [
      ['receive-email', IMPACTS.emailsUnrecognised],
      ['reroute-overdue', IMPACTS.sweepMissing],
      ['find-agents', IMPACTS.agentsNotFound],
    ] as const) {
      const metric = functions.named(name).function.metricErrors()
      new ImpactAlarm(this, `${name}-failing`, { metric, impact, runbook: name, topicArn })
    }
  }
}

/** How chats are handled, and the queue they go to: that of the inbox which is named, or of the first one. */
function chatsIn({ chat, inboxes }: Configuration, queueOfEach: readonly string[]) {
  if (chat === false) return undefined
  const inbox = chat.inbox ?? inboxes[0]?.address
  return { chat, queueArn: queueOfEach[inboxes.findIndex(({ address }) => address === inbox)] as string }
}
