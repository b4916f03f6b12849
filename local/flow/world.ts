/**
 * What a running contact flow can see and do. The interpreter (local/flow) knows blocks, branches and paths; the
 * Connect model (local/connect) knows contacts, and implements this for the contact that a flow runs on.
 */

export interface RoutingStep {
  Expiry?: { DurationInSeconds: number }
  Expression: unknown
}

export interface FlowWorld {
  /**
   * What a path of the contact holds at this moment: `$.ContactId`, `$.Channel`, `$.CustomerEndpoint.Address`,
   * `$.Attributes.k`, `$.SegmentAttributes['connect:EmailSubject']`, `$.Queue.ARN`, … Undefined when absent.
   * ($.External, $.LambdaInvocation, $.FlowAttributes, $.Loop and $.Metrics belong to the run: the interpreter has them.)
   */
  read(path: string): unknown
  /** The function's answer, parsed from JSON. Refuses with NoMatchingError on error, timeout or missing permission. */
  invokeLambda(request: {
    functionArn: string
    timeLimitSeconds: number
    parameters: Readonly<Record<string, string>>
  }): Promise<unknown>
  updateAttributes(target: 'Current' | 'Related', attributes: Readonly<Record<string, string>>): void
  updateContactData(target: 'Current' | 'Related', data: Readonly<Record<string, string>>): void
  setTargetQueue(target: { queueId: string } | { agentId: string }): void
  setRoutingCriteria(steps: readonly RoutingStep[]): void
  setRoutingBehavior(behavior: { priority: number } | { queueTimeAdjustmentSeconds: number }): void
  /** Refuses with QueueAtCapacity or NoMatchingError. */
  transferToQueue(): void
  /** Takes the contact out of its queue and puts its next one into another. Refuses with QueueAtCapacity or NoMatchingError. */
  moveToQueue(target: { queueId: string } | { agentId: string }): void
  /**
   * Shows a view to the agent and waits for the answer. Refuses with TimeLimitExceeded or NoMatchingError. A world
   * without it has no agents: NoMatchingError.
   */
  showView?(view: {
    viewId: string
    timeLimitSeconds: number
    data: unknown
  }): Promise<{ action: string; data: unknown }>
  setEventHook(hook: string, flowId: string): void
  tag(tags: Readonly<Record<string, string>>): void
  untag(keys: readonly string[]): void
  /** 'True' or 'False'. Without an id, the hours of the target queue. */
  checkHours(hoursOfOperationId: string | undefined): 'True' | 'False'
  /**
   * A queue metric as CheckMetricData compares it, so OldestContactInQueueAgeSeconds in milliseconds. Without an id,
   * of the target queue.
   */
  metric(type: string, target: { queueId?: string; agentId?: string }): number
  /** Play prompt: a text for the customer of a chat. A world without it has nobody to read it. */
  message?(text: string): void
  /** Play prompt: a text for whoever is on a call. A world without it has nobody to hear it. */
  say?(text: string): Promise<void> | void
  /** Prompts that are played again and again, each a text, an id or SSML, from now on. */
  play?(prompts: readonly string[]): void
  /** Hold customer or agent, of the contact that is handed on. Refuses with NoMatchingError. A world without it has none. */
  holdPrevious?(state: 'CustomerOnHold' | 'OffHold'): void
  createTask(task: Readonly<Record<string, unknown>>): string
  /** "Send message" block, email form: the new outbound contact's id. */
  createEmailContact(related: 'CURRENT' | undefined): string
  /**
   * "Send message" block, template form: subject and body, as EmailMessage.RawMessage has them. Refuses with
   * TemplateRenderingError or NoMatchingError. A world without it has no templates: NoMatchingError.
   */
  renderTemplate?(template: {
    knowledgeBaseArn: string
    templateArn: string
  }): Readonly<Record<string, unknown>>
  sendEmail(request: {
    contactId: string
    from: { EmailAddress: string; DisplayName?: string }
    to: { EmailAddress: string; DisplayName?: string }
    message: Readonly<Record<string, unknown>>
  }): void
  /** Whether prompts in a hold flow are interrupted as they ask. A world without it: they are not. */
  holdsAreInterrupted?(): boolean
  /** Resolves when that much virtual time has passed. */
  wait(seconds: number): Promise<void>
  /**
   * Wait with the event CustomerReturned: resolves when the customer writes, or that much virtual time has passed. A world
   * without it has no customer who could write.
   */
  waitForCustomer?(seconds: number): Promise<'CustomerReturned' | 'WaitCompleted'>
  /** The content of another flow, for TransferToFlow. */
  flowContent(flowId: string): string
  disconnect(): void
  /** One line per block, as flow logs have them. */
  log(entry: Readonly<Record<string, unknown>>): void
}

/** A block's error branch, by the flow language's ErrorType (`NoMatchingError`, `QueueAtCapacity`, …). */
export class FlowRefusal extends Error {
  override readonly name = 'FlowRefusal'
  readonly errorType: string

  constructor(errorType: string, message: string) {
    super(message)
    this.errorType = errorType
  }
}
