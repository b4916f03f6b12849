import { ACTIONS } from '../catalogue/actions.ts'
import type { ContentType } from '../catalogue/spec.ts'
import type { Action, FlowDocument } from '../document.ts'
import { textOf } from '../document.ts'
import { emailEdges, goodEdges, heaviestRuns, reachableFrom } from './graph.ts'
import type { Problem } from './problem.ts'

/** A run of Lambda blocks without one that the customer notices may take this long in all [D]. */
const LONGEST_LAMBDA_RUN_SECONDS = 20
/** What only a flow for email speaks of. */
const EMAIL_MARKS =
  /connect:EmailSubject|connect:Email"|\$\.Email\.|"EmailBehavior"|"LoadContactContent"|X-SES-/

function advise({ identifier }: Action, message: string): Problem {
  return { message, action: identifier, severity: 'warning' }
}

/** Advice of this house, about flows that the service would take. */
export function lintAdvice(flow: FlowDocument, content: string, type: ContentType): Problem[] {
  const actions = [...flow.actions.values()]
  return [
    ...unreachable(flow, actions),
    ...slowLambdas(flow, actions),
    ...actions.flatMap((action) => [
      ...lostByError(flow, action),
      ...oddNumbers(action),
      ...silentInterrupt(action),
    ]),
    ...(EMAIL_MARKS.test(content) || actions.some(asksForEmail) ? voiceOnly(flow) : []),
    ...(type === 'OUTBOUND_WHISPER' ? mailLoop(flow) : []),
  ]
}

function asksForEmail({ parameters, conditions }: Action): boolean {
  return parameters.ComparisonValue === '$.Channel' && conditions.some(({ operand }) => operand === 'EMAIL')
}

function unreachable(flow: FlowDocument, actions: Action[]): Problem[] {
  if (!flow.actions.has(flow.start)) return []
  const reached = reachableFrom(flow, flow.start)
  return actions
    .filter(({ identifier }) => !reached.has(identifier))
    .map((action) => advise(action, 'No branch leads to this action'))
}

function slowLambdas(flow: FlowDocument, actions: Action[]): Problem[] {
  const seconds = ({ type, parameters }: Action) =>
    type === 'InvokeLambdaFunction' ? Number(textOf(parameters.InvocationTimeLimitSeconds)) || 0 : 0
  const noticed = ({ type }: Action) => ACTIONS.get(type)?.facesParticipant === true
  const before = heaviestRuns(flow, seconds, noticed, LONGEST_LAMBDA_RUN_SECONDS + 1)
  return actions
    .filter((action) => seconds(action) > 0)
    .filter((action) => (before.get(action.identifier) ?? 0) + seconds(action) > LONGEST_LAMBDA_RUN_SECONDS)
    .map((action) =>
      advise(action, `Lambdas in a row up to here may take more than ${LONGEST_LAMBDA_RUN_SECONDS} s in all`),
    )
}

/**
 * An error that drops a contact without a word, which would otherwise have been queued, or that tries again without
 * end. A flow for calls says sorry and hangs up: that is a decision of its author's.
 */
function lostByError(flow: FlowDocument, action: Action): Problem[] {
  const comesTo = (from: string[], test: (action: Action | undefined) => boolean) =>
    from.some((target) =>
      [...reachableFrom(flow, target, goodEdges)].some((name) => test(flow.actions.get(name))),
    )
  const good = goodEdges(action)
  return action.errors.flatMap(({ errorType, next }) => {
    if (next === action.identifier)
      return [advise(action, `Error branch ${errorType} leads back to its own action`)]
    const drops =
      errorType !== 'NoMatchingCondition' && !comesTo([next], isHeard) && comesTo(good, isQueueing)
    return drops ? [advise(action, `Error branch ${errorType} leads nowhere: the contact is dropped`)] : []
  })
}

const QUEUEING = ['TransferContactToQueue', 'DequeueContactAndTransferToQueue']
/** Where the rest of the way is not seen here, or a person or a message is at its end. */
const HANDING_ON = [
  'TransferToFlow',
  'TransferParticipantToThirdParty',
  'InvokeFlowModule',
  'CreateCallbackContact',
  'StartOutboundEmailContact',
]

function isQueueing(action: Action | undefined): boolean {
  return QUEUEING.includes(action?.type ?? '')
}

function isHeard(action: Action | undefined): boolean {
  const type = action?.type ?? ''
  return isQueueing(action) || HANDING_ON.includes(type) || ACTIONS.get(type)?.facesParticipant === true
}

function oddNumbers(action: Action): Problem[] {
  if (action.type === 'DistributeByPercentage') {
    const shares = action.conditions.map(({ operand }) => Number(operand))
    const climbing = shares.every((share, at) => share > (shares[at - 1] ?? 0) && share <= 100)
    return climbing ? [] : [advise(action, 'Percentages must be cumulative, in ascending order, at most 100')]
  }
  if (action.parameters.MetricType !== 'OldestContactInQueueAgeSeconds') return []
  const seconds = action.conditions.some(({ operand }) => Number(operand) > 0 && Number(operand) < 1000)
  return seconds ? [advise(action, 'OldestContactInQueueAgeSeconds is compared in milliseconds')] : []
}

function silentInterrupt(action: Action): Problem[] {
  const interrupts =
    action.parameters.InterruptFrequencySeconds !== undefined && action.conditions.length === 0
  return interrupts ? [advise(action, 'An interrupt without a branch for MessagesInterrupted')] : []
}

function voiceOnly(flow: FlowDocument): Problem[] {
  return [...reachableFrom(flow, flow.start, emailEdges)].flatMap((name) => {
    const action = flow.actions.get(name)
    if (!action || !ACTIONS.get(action.type)?.notForEmail) return []
    return [advise(action, `${action.type} does not support email: such a contact takes the error branch`)]
  })
}

/** Outbound mail runs the outbound flow, which sends mail, which runs the outbound flow [D send-message]. */
function mailLoop(flow: FlowDocument): Problem[] {
  return [...reachableFrom(flow, flow.start, emailEdges)].flatMap((name) => {
    const action = flow.actions.get(name)
    if (action?.type !== 'StartOutboundEmailContact') return []
    return [
      advise(
        action,
        'An outbound flow that sends mail runs itself again: compare $.Channel with EMAIL first',
      ),
    ]
  })
}
