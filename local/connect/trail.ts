import { ACCOUNT, PARTITION, REGION } from '../place.ts'
import { Random } from '../random.ts'
import type { Caller, Operation } from '../service.ts'
import { type Centre, idOf, instanceArn, resourceArn } from './centre.ts'
import type { Switches } from './switches.ts'

const DETAIL_TYPE = 'AWS API Call via CloudTrail'
const READS = /^(Describe|List|Get|Search|BatchGet)/

/** Kinds of the ids that a request has at its top. */
const KINDS: Readonly<Record<string, string>> = {
  UserId: 'agent',
  RoutingProfileId: 'routing-profile',
  QueueId: 'queue',
  ContactId: 'contact',
  ContactFlowId: 'contact-flow',
  QuickConnectId: 'transfer-destination',
}

/**
 * What records do not show. A published record has `"Content": "***"` for the content of a flow; for what else holds
 * personal data no record was found, so it is hidden too: nobody can count on it.
 */
const HIDDEN = new Set([
  'Content',
  'Password',
  'IdentityInfo',
  'Attributes',
  'EmailMessage',
  'RawMessage',
  'InitialMessage',
  'ParticipantDetails',
  'ParticipantToken',
])

type IdForm = Exclude<Switches['managementEventIds'], 'mixed'>
const ID_FORMS: readonly IdForm[] = ['as-given', 'arn', 'encoded-arn']

/**
 * Has every write call of the operations reported to EventBridge as CloudTrail does (AWS: "Logging Amazon Connect API calls
 * with AWS CloudTrail": all public APIs), the refused ones with their errorCode. Keys of the parameters are those of the
 * API, InstanceId and not instanceId: so in the guide's own record and in those that others have published.
 */
export function trailed(centre: Centre, operations: Record<string, Operation>): Record<string, Operation> {
  if (centre.switches.managementEvents === 'none') return operations
  const ids = new Random(2)
  let turn = 0
  const report = (name: string, input: any, caller: Caller, outcome: object) => {
    const { managementEventIds: wanted, managementEventSeconds } = centre.switches
    const form = wanted === 'mixed' ? ID_FORMS[turn++ % ID_FORMS.length]! : wanted
    const detail = {
      eventVersion: '1.09',
      userIdentity: identityOf(caller),
      eventTime: new Date(centre.timeline.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      eventSource: 'connect.amazonaws.com',
      eventName: name,
      awsRegion: REGION,
      sourceIPAddress: '203.0.113.10',
      userAgent: 'aws-sdk',
      requestParameters: parametersOf(input, form),
      ...outcome,
      requestID: ids.uuid(),
      eventID: ids.uuid(),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: ACCOUNT,
      eventCategory: 'Management',
    }
    centre.timeline.after(managementEventSeconds * 1000, `record of ${name}`, () =>
      centre.emit(DETAIL_TYPE, detail, []),
    )
  }
  const entries = Object.entries(operations).map(([name, operation]): [string, Operation] => [
    name,
    READS.test(name) ? operation : reported(operation, (...call) => report(name, ...call)),
  ])
  return Object.fromEntries(entries)
}

function reported(
  operation: Operation,
  report: (input: unknown, caller: Caller, outcome: object) => void,
): Operation {
  return (input, caller) => {
    // As it was asked: an operation may keep the input and change it later.
    const asked = structuredClone(input)
    const done = (output: unknown) => {
      report(asked, caller, { responseElements: elementsOf(output) })
      return output
    }
    const refused = (error: unknown): never => {
      const { name: errorCode, message: errorMessage } = error as Error
      report(asked, caller, { responseElements: null, errorCode, errorMessage })
      throw error
    }
    try {
      const output = operation(input, caller)
      return output instanceof Promise ? output.then(done, refused) : done(output)
    } catch (error) {
      return refused(error)
    }
  }
}

function parametersOf(input: Record<string, unknown>, form: IdForm): object {
  const instanceId = idOf(String(input.InstanceId ?? ''))
  const named = (key: string, id: string) => {
    if (form === 'as-given') return id
    const arn = key === 'InstanceId' ? instanceArn(idOf(id)) : resourceArn(instanceId, KINDS[key]!, idOf(id))
    return form === 'arn' ? arn : encodeURIComponent(arn)
  }
  const entries = Object.entries(input).map(([key, value]) => [
    key,
    typeof value === 'string' && (key === 'InstanceId' || key in KINDS)
      ? named(key, value)
      : shown(key, value),
  ])
  return Object.fromEntries(entries)
}

/** A call that answers nothing has null. */
function elementsOf(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || Object.keys(output).length === 0) return null
  return shown('', output)
}

/** Instants are seconds. */
function shown(key: string, value: unknown): unknown {
  if (HIDDEN.has(key)) return '***'
  if (value instanceof Date) return Math.floor(value.getTime() / 1000)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map((each) => shown('', each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, shown(inner, each)]))
}

/** Who called (CloudTrail guide, "userIdentity element"). */
function identityOf(caller: Caller): object {
  if (caller.kind === 'service') return { type: 'AWSService', invokedBy: caller.principal }
  if (caller.kind === 'operator')
    return {
      type: 'IAMUser',
      principalId: 'AIDALOCALOPERATOR',
      arn: `arn:${PARTITION}:iam::${ACCOUNT}:user/operator`,
      accountId: ACCOUNT,
      userName: 'operator',
    }
  const userName = caller.arn.slice(caller.arn.lastIndexOf('/') + 1)
  return {
    type: 'AssumedRole',
    principalId: `AROALOCALROLE:${userName}`,
    arn: `arn:${PARTITION}:sts::${ACCOUNT}:assumed-role/${userName}/${userName}`,
    accountId: ACCOUNT,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: caller.arn, accountId: ACCOUNT, userName },
    },
  }
}
