import { Random } from '../../local/random.ts'

const CHANGES = ['Available', 'Lunch', 'Training', 'Offline'] as const

/** Somebody whose status changes now and then, and who is told of all the time. */
export interface Agent {
  id: string
  status: string
  since: number
}

export class Crowd {
  readonly agents: readonly Agent[]
  changes = 0
  private readonly instance: string
  private readonly random: Random
  private events = 0

  constructor(instance: string, size: number, now: number) {
    this.instance = instance
    this.random = new Random(1)
    this.agents = Array.from({ length: size }, (_, at) => ({
      id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      status: 'Available',
      since: now,
    }))
  }

  /** What is told of one agent now, after a change once in `every` times. */
  told(agent: Agent, now: number, every: number): { PartitionKey: string; Data: Uint8Array } {
    const changed = this.random.below(every) === 0
    if (changed) {
      const others = CHANGES.filter((status) => status !== agent.status)
      agent.status = others[this.random.below(others.length)] ?? 'Available'
      agent.since = now
      this.changes++
    }
    return {
      PartitionKey: agent.id,
      Data: Buffer.from(JSON.stringify(this.event(agent, now, changed))),
    }
  }

  /** As Connect shapes it (admin guide, "Agent event streams data model"). */
  private event({ id, status, since }: Agent, now: number, changed: boolean): object {
    const queue = { ARN: `${this.instance}/queue/support`, Name: 'Support', Channels: ['EMAIL', 'TASKS'] }
    return {
      AWSAccountId: '111122223333',
      AgentARN: `${this.instance}/agent/${id}`,
      CurrentAgentSnapshot: {
        AgentStatus: {
          ARN: `${this.instance}/agent-state/${status}`,
          Name: status,
          StartTimestamp: new Date(since).toISOString(),
        },
        NextAgentStatus: null,
        Configuration: {
          AgentHierarchyGroups: null,
          FirstName: `First${id.slice(-5)}`,
          LastName: `Last${id.slice(-5)}`,
          Username: `user-${id.slice(-5)}`,
          Proficiencies: [],
          RoutingProfile: {
            ARN: `${this.instance}/routing-profile/everybody`,
            Name: 'Everybody',
            Concurrency: [
              { Channel: 'EMAIL', AvailableSlots: 3, MaximumSlots: 3 },
              { Channel: 'TASKS', AvailableSlots: 1, MaximumSlots: 1 },
            ],
            DefaultOutboundQueue: queue,
            InboundQueues: [
              { ARN: `${this.instance}/queue/agent/${id}`, Name: null, Channels: ['EMAIL'] },
              queue,
            ],
          },
        },
        Contacts: [],
      },
      PreviousAgentSnapshot: null,
      EventId: String(++this.events).padStart(9, '0'),
      EventTimestamp: new Date(now).toISOString(),
      EventType: changed ? 'STATE_CHANGE' : 'HEART_BEAT',
      InstanceARN: this.instance,
      Version: '2017-10-01',
    }
  }
}
