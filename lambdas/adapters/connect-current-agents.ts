import { GetCurrentUserDataCommand, type UserData } from '@aws-sdk/client-connect'

import type { CurrentAgent } from '../domain/current-agent.ts'
import type { DeskContact, Slots } from '../domain/presence.ts'
import type { AgentId, ContactId, EpochMs, QueueId } from '../domain/values.ts'
import type { CurrentAgents } from '../ports/agent-directory.ts'
import type { ConnectSender } from './lazy-connect.ts'

/** The most that GetCurrentUserData takes and gives at once. */
const MOST = 100
/**
 * A question that takes longer has failed. Flows wait eight seconds for whoever asks, and what is known without it is
 * then as good an answer; the SDK alone would wait for a connection that says nothing until the function is over.
 */
const LONGEST_MS = 3000

export function connectCurrentAgents(client: ConnectSender, instanceId: string): CurrentAgents {
  return {
    async ask(agents) {
      const { UserDataList = [] } = await client.send(
        new GetCurrentUserDataCommand({
          InstanceId: instanceId,
          Filters: { Agents: [...agents] },
          MaxResults: MOST,
        }),
        { abortSignal: AbortSignal.timeout(LONGEST_MS) },
      )
      return new Map(
        UserDataList.flatMap((data) => toCurrentAgent(data) ?? []).map((each) => [each.agent, each]),
      )
    },
  }
}

function toCurrentAgent(data: UserData): CurrentAgent | undefined {
  const { User, Status, RoutingProfile } = data
  if (!User?.Id || !User.Arn || !Status?.StatusName || !Status.StatusStartTimestamp) return undefined
  return {
    agent: User.Id as AgentId,
    arn: User.Arn,
    profile: RoutingProfile?.Id,
    slots: slotsOf(data),
    desk: {
      status: {
        name: Status.StatusName,
        arn: Status.StatusArn,
        since: Status.StatusStartTimestamp.getTime() as EpochMs,
      },
      next: data.NextStatus || undefined,
      contacts: deskOf(data),
    },
  }
}

function slotsOf({ AvailableSlotsByChannel = {}, MaxSlotsByChannel = {} }: UserData): Record<string, Slots> {
  const free: Partial<Record<string, number>> = AvailableSlotsByChannel
  return Object.fromEntries(
    Object.entries(MaxSlotsByChannel)
      .filter(([, most]) => most > 0)
      .map(([channel, most]) => [channel, { free: free[channel] ?? 0, most }]),
  )
}

function deskOf({ Contacts = [] }: UserData): DeskContact[] {
  return Contacts.flatMap(({ ContactId, Channel, AgentContactState, ...contact }) => {
    const since = contact.StateStartTimestamp ?? contact.ConnectedToAgentTimestamp
    if (!ContactId || !AgentContactState || !since) return []
    return [
      {
        contact: ContactId as ContactId,
        channel: Channel ?? '',
        state: AgentContactState,
        since: since.getTime() as EpochMs,
        connectedAt: contact.ConnectedToAgentTimestamp?.getTime() as EpochMs | undefined,
        queue: contact.Queue?.Id as QueueId | undefined,
      },
    ]
  }).sort((a, b) => (a.contact < b.contact ? -1 : 1))
}
