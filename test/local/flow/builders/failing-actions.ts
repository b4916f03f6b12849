import type { Refusals } from './worlds.ts'

/** How a block is brought to take an error branch. */
interface Failure {
  error: string
  refusals?: Refusals
  answers?: Record<string, unknown>
  paths?: Record<string, unknown>
}

/** An action that lints clean and runs: its branches are filled in by the flow that it is put into. */
export interface RunnableAction {
  type: string
  parameters: object
  conditions?: string[]
  errors?: string[]
  failures: Failure[]
}

const refuses = (method: keyof Refusals, error = 'NoMatchingError'): Failure => ({
  error,
  refusals: { [method]: error },
})
const NO_MATCH: Failure = { error: 'NoMatchingCondition' }

function action(type: string, parameters: object, ...failures: Failure[]): RunnableAction {
  const errors = [...new Set(failures.map(({ error }) => error))]
  return { type, parameters, errors, failures }
}

function choice(
  type: string,
  parameters: object,
  conditions: string[],
  ...failures: Failure[]
): RunnableAction {
  return { ...action(type, parameters, ...failures), conditions }
}

const LAMBDA = {
  LambdaFunctionARN: 'arn:f',
  InvocationTimeLimitSeconds: '8',
  LambdaInvocationAttributes: { who: 'I am $.CustomerEndpoint.Address' },
}
const PREFERRED = (agent: string) => ({
  Expression: {
    AttributeCondition: {
      ComparisonOperator: 'Match',
      MatchCriteria: { AgentsCriteria: { AgentIds: [agent] } },
    },
  },
  Expiry: { DurationInSeconds: '57600' },
})

/** Every action that the interpreter runs and that can fail, and every way in which it does. */
export const RUNNABLE: RunnableAction[] = [
  action(
    'InvokeLambdaFunction',
    LAMBDA,
    refuses('invokeLambda'),
    { error: 'NoMatchingError', answers: { invokeLambda: { nested: {} } } },
    { error: 'NoMatchingError', answers: { invokeLambda: { number: 1 } } },
    { error: 'NoMatchingError', answers: { invokeLambda: ['list'] } },
    { error: 'NoMatchingError', answers: { invokeLambda: undefined } },
    { error: 'NoMatchingError', answers: { invokeLambda: { long: 'x'.repeat(32 * 1024) } } },
  ),
  action(
    'InvokeLambdaFunction',
    { ...LAMBDA, ResponseValidation: { ResponseType: 'JSON' } },
    { error: 'NoMatchingError', answers: { invokeLambda: 'text' } },
  ),
  action('UpdateContactAttributes', { Attributes: { a: '$.External.k' } }, refuses('updateAttributes')),
  action(
    'UpdateFlowAttributes',
    { FlowAttributes: { a: { Value: '$.Attributes.long' } } },
    { error: 'NoMatchingError', paths: { '$.Attributes.long': 'x'.repeat(33 * 1024) } },
  ),
  action('UpdateContactData', { Name: 'n' }, refuses('updateContactData')),
  action(
    'UpdateContactEventHooks',
    { EventHooks: { CustomerQueue: '$.Attributes.flow' } },
    { error: 'NoMatchingError' },
    { ...refuses('setEventHook'), paths: { '$.Attributes.flow': 'f' } },
  ),
  action('TagContact', { Tags: { a: 'b' } }, refuses('tag')),
  action('UntagContact', { TagKeys: ['a'] }, refuses('untag')),
  action('CreateTask', { Name: 'Look after $.ContactId', ContactFlowId: 'f' }, refuses('createTask')),
  choice(
    'ShowView',
    {
      ViewResource: { Id: 'arn:v:$LATEST' },
      InvocationTimeLimitSeconds: '60',
      ViewData: { Message: 'Hello' },
    },
    ['Equals Submit'],
    { error: 'NoMatchingError', paths: { '$.Channel': 'EMAIL' } },
    { ...refuses('showView', 'TimeLimitExceeded'), paths: { '$.Channel': 'CHAT' } },
    {
      error: 'NoMatchingCondition',
      paths: { '$.Channel': 'CHAT' },
      answers: { showView: { action: 'Back', data: {} } },
    },
  ),
  action('UpdateContactTargetQueue', { QueueId: 'q' }, refuses('setTargetQueue')),
  action('UpdateContactTargetQueue', { AgentId: '$.Attributes.agent' }, { error: 'NoMatchingError' }),
  action(
    'TransferContactToQueue',
    {},
    refuses('transferToQueue'),
    refuses('transferToQueue', 'QueueAtCapacity'),
  ),
  action(
    'UpdateContactRoutingCriteria',
    { RoutingCriteria: { Steps: [PREFERRED('a')] } },
    refuses('setRoutingCriteria'),
  ),
  action(
    'UpdateContactRoutingCriteria',
    { RoutingCriteria: { Steps: [PREFERRED('$.Attributes.agent')] } },
    { error: 'NoMatchingError' },
  ),
  action(
    'UpdateContactRoutingCriteria',
    { RoutingCriteria: '$.External.criteria' },
    { error: 'NoMatchingError' },
  ),
  action(
    'UpdateContactRoutingCriteria',
    { RoutingCriteria: { Steps: '$.External.steps' } },
    { error: 'NoMatchingError' },
  ),
  action('TransferToFlow', { ContactFlowId: 'f' }, refuses('flowContent')),
  choice(
    'Compare',
    { ComparisonValue: '$.Attributes.a' },
    ['Equals x', 'NumberGreaterThan 4', 'TextStartsWith E'],
    NO_MATCH,
  ),
  choice('CheckHoursOfOperation', {}, ['Equals True', 'Equals False'], refuses('checkHours')),
  choice(
    'CheckMetricData',
    { MetricType: 'NumberOfAgentsStaffed' },
    ['NumberGreaterThan 0'],
    refuses('metric'),
    { ...NO_MATCH, answers: { metric: 0 } },
  ),
  action('GetMetricData', {}, refuses('metric')),
  choice(
    'Loop',
    { LoopCount: '$.Attributes.times' },
    ['Equals ContinueLooping', 'Equals DoneLooping'],
    { error: 'NoMatchingError' },
    { error: 'NoMatchingError', paths: { '$.Attributes.times': '101' } },
  ),
  choice('Wait', { TimeLimitSeconds: '60' }, ['Equals WaitCompleted'], refuses('wait')),
  choice('DistributeByPercentage', {}, ['NumberLessThan 1'], NO_MATCH),
  action(
    'MessageParticipant',
    { Text: 'Hello $.Attributes.name' },
    { error: 'NoMatchingError', paths: { '$.Channel': 'EMAIL' } },
  ),
  action(
    'UpdatePreviousContactParticipantState',
    { PreviousContactParticipantState: 'OffHold' },
    { error: 'NoMatchingError', paths: { '$.Channel': 'CHAT' } },
    { error: 'NoMatchingError', paths: { '$.Channel': 'VOICE' } },
  ),
  action(
    'LoadContactContent',
    { ContentType: 'EmailMessage' },
    { error: 'NoMatchingError' },
    {
      error: 'NoMatchingError',
      paths: { '$.Channel': 'EMAIL', '$.Email.EmailMessage.Plaintext': 'x'.repeat(33 * 1024) },
    },
  ),
  action(
    'RenderMessageTemplate',
    { WisdomKnowledgeBaseArn: 'k', WisdomMessageTemplateArn: 't' },
    refuses('renderTemplate'),
    refuses('renderTemplate', 'TemplateRenderingError'),
    { error: 'NoMatchingError', answers: { renderTemplate: undefined } },
  ),
  action('CreateContact', { Channel: 'EMAIL', RelatedContact: 'CURRENT' }, refuses('createEmailContact')),
  action(
    'StartOutboundEmailContact',
    {
      FromEmailAddress: { EmailAddress: 'a@example.com' },
      DestinationEmailAddress: { EmailAddress: '$.CustomerEndpoint.Address' },
      EmailMessage: { MessageSourceType: 'RAW' },
    },
    { error: 'NoMatchingError' },
  ),
  action('UpdateContactRoutingBehavior', { QueuePriority: '1' }),
  action('UpdateFlowLoggingBehavior', { FlowLoggingBehavior: 'Enabled' }),
]
