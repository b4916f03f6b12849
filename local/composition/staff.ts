import { idOf, instanceIdOf } from '../assembly/provision/connect/ids.ts'
import type { Made } from '../assembly/provision/kind.ts'
import { type Aws, OPERATOR } from '../service.ts'

/** A person of local/people.json. */
export interface Hire {
  username: string
  firstName: string
  lastName: string
}

/** Nobody signs in here; CreateUser asks for a password all the same. */
const PASSWORD = 'Local-only-1'

/**
 * Adds people to each instance, all logged out, unless the template has users of its own. They work under the template's
 * routing profile; where it has none (the instance exists already), under one with all queues of the instance.
 */
export async function staff(
  aws: Aws,
  {
    resources,
    instanceIds,
    people,
  }: { resources: readonly Made[]; instanceIds: readonly string[]; people: readonly Hire[] },
): Promise<void> {
  if (resources.some(({ type }) => type === 'AWS::Connect::User')) return
  for (const instanceId of instanceIds) {
    const profile = resources.find(
      ({ type, ref }) => type === 'AWS::Connect::RoutingProfile' && instanceIdOf(ref) === instanceId,
    )
    await hire(
      aws,
      instanceId,
      profile ? idOf(profile.ref) : await profileOfAllQueues(aws, instanceId),
      people,
    )
  }
}

async function hire(
  aws: Aws,
  InstanceId: string,
  RoutingProfileId: string,
  people: readonly Hire[],
): Promise<void> {
  const { SecurityProfileSummaryList = [] } = await aws.call(
    'connect',
    'ListSecurityProfiles',
    { InstanceId },
    OPERATOR,
  )
  const agent = SecurityProfileSummaryList.find(({ Name }: { Name?: string }) => Name === 'Agent')
  for (const { username, firstName, lastName } of people) {
    const user = {
      InstanceId,
      Username: username,
      Password: PASSWORD,
      IdentityInfo: { FirstName: firstName, LastName: lastName },
      PhoneConfig: { PhoneType: 'SOFT_PHONE' },
      SecurityProfileIds: [agent.Id],
      RoutingProfileId,
    }
    await aws.call('connect', 'CreateUser', user, OPERATOR)
  }
}

async function profileOfAllQueues(aws: Aws, InstanceId: string): Promise<string> {
  const { QueueSummaryList } = await aws.call(
    'connect',
    'ListQueues',
    { InstanceId, QueueTypes: ['STANDARD'] },
    OPERATOR,
  )
  const queueIds: string[] = QueueSummaryList.map(({ Id }: { Id: string }) => Id)
  const { RoutingProfileId } = await aws.call(
    'connect',
    'CreateRoutingProfile',
    {
      InstanceId,
      Name: 'Everybody',
      Description: 'All queues, for the people of the local contact centre',
      DefaultOutboundQueueId: queueIds[0],
      MediaConcurrencies: [{ Channel: 'EMAIL', Concurrency: 5 }],
      QueueConfigs: queueIds.map((QueueId) => ({
        QueueReference: { QueueId, Channel: 'EMAIL' },
        Priority: 1,
        Delay: 0,
      })),
    },
    OPERATOR,
  )
  return RoutingProfileId
}
