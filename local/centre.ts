import type { Made } from './assembly/provision/kind.ts'
import { type Assembly, readAssembly } from './assembly/read.ts'
import { controlProps } from './composition/control-room.ts'
import { deploy, deploymentOn, unhurried } from './composition/deploy.ts'
import { Ground } from './composition/ground.ts'
import { type Inventory, inventoryOf } from './composition/inventory.ts'
import type { LogBook, LogEntry } from './composition/log-book.ts'
import { mailDoor, type Receive, receive } from './composition/mail-room.ts'
import { addServices, type Services } from './composition/services.ts'
import { type Hire, staff } from './composition/staff.ts'
import type { Connect } from './connect/connect.ts'
import type { Happening } from './connect/model.ts'
import type { Switches } from './connect/switches.ts'
import { createControl } from './control/control.ts'
import type { CallLog } from './endpoint/call-log.ts'
import type { Faults } from './faults.ts'
import type { Iam } from './iam/iam.ts'
import type { WarmSandboxes } from './lambda/warm-sandboxes.ts'
import type { Outbox } from './mail/outbox.ts'
import localPeople from './people.json' with { type: 'json' }
import { type Aws, OPERATOR } from './service.ts'
import type { Timeline } from './timeline.ts'

export interface CentreOptions {
  /** The folder that cdk synth wrote. */
  assembly: string
  /** 0: any free port. */
  port: number
  /** 0: any free port. */
  smtpPort: number
  seed: number
  /** What faults strike. Default: of `seed` too. */
  faultSeed?: number
  quotas: 'default' | 'off'
  /** Epoch milliseconds at which it begins there. Default: a Monday morning, always the same. */
  start?: number
  /** True: time follows the host's clock. False: it moves only when it is advanced. */
  flowing: boolean
  switches?: Partial<Switches>
  /**
   * Functions run one after the other, on a clock that stands still: with a frozen timeline the same seed then gives the
   * same happenings, whatever the host does. Slower.
   */
  repeatable?: boolean
  /** Sandboxes of centres before this one: what deploys alike at the same port starts warm. Default: all start cold. */
  warm?: WarmSandboxes
  /** Who works there, where the template has no users. Default: local/people.json. */
  people?: readonly Hire[]
  onLog?: (line: LogEntry) => void
  onHappening?: (happening: Happening) => void
}

/** A running contact centre. */
export interface Centre {
  endpoint: { url: string; port: number }
  smtp: { url: string; host: string; port: number }
  timeline: Timeline
  /** In-process calls, as the operator or anybody else. */
  aws: Aws
  /** Where the control API is. */
  control: { url: string }
  connect: Connect
  /** A mail as it comes over SMTP, past SES to Connect. Call it within `timeline.busy`. */
  receiveMail: Receive
  services: Services
  iam: Iam
  faults: Faults
  calls: CallLog
  outbox: Outbox
  log: LogBook
  /** Deploys another assembly over the one that runs. Throws DeploymentFailed, with all taken back. */
  update(assembly: string): Promise<void>
  /** What is deployed, in the order it was made. */
  deployed(): readonly Made[]
  inventory(): Inventory
  stop(): Promise<void>
}

/** A port is not free. */
class PortTaken extends Error {
  override readonly name = 'PortTaken'
  readonly flag: '--port' | '--smtp-port'
  readonly port: number

  constructor(flag: PortTaken['flag'], port: number, cause: unknown) {
    super(`port ${port} is taken: give another with ${flag}, or ${flag} 0 for any free port`, { cause })
    this.flag = flag
    this.port = port
  }
}

const MONDAY_MORNING = Date.UTC(2026, 0, 5, 9)

/**
 * Starts a contact centre from a cloud assembly: services, endpoint, mail door, everything in the templates, people. Throws
 * PortTaken, DeploymentFailed, or an Error that names what the assembly asks and is not supported; nothing is left running.
 */
export async function startCentre(options: CentreOptions): Promise<Centre> {
  const { seed, faultSeed, flowing, quotas, start = MONDAY_MORNING } = options
  const assembly = readAssembly(options.assembly)
  const ground = new Ground({ seed, faultSeed, start, flowing, quotas })
  try {
    return await open(ground, assembly, options)
  } catch (error) {
    await ground.stop()
    throw error
  }
}

async function open(ground: Ground, assembly: Assembly, options: CentreOptions): Promise<Centre> {
  const { endpoint, timeline, iam, faults, outbox, log } = ground
  const services = await addServices(ground, {
    switches: options.switches,
    repeatable: options.repeatable ?? false,
    warm: options.warm,
    onHappening: options.onHappening,
    onFunctionLog(line) {
      const entry = { at: new Date(timeline.now()).toISOString(), ...line }
      log.write(entry)
      options.onLog?.(entry)
    },
  })
  const { connect } = services
  const take: Receive = (mail) => receive(services, mail)
  const listening = await endpoint.listen(options.port).catch(taken('--port', options.port))
  ground.url = listening.url
  const smtp = await openMailDoor(ground, connect, take, options.smtpPort)
  const statuses: string[] = []
  ground.control = createControl(controlProps(ground, { connect, take, smtp: smtp.url, statuses }))

  const deployment = deploymentOn(ground, services)
  const instanceIds = await deploy(ground, { deployment, connect }, assembly)
  const people = options.people ?? localPeople
  await staff(unhurried(ground), { resources: deployment.resources(), instanceIds, people })
  statuses.push(...(await statusNames(unhurried(ground), instanceIds)))
  endpoint.calls.reset()
  ground.ready = true
  return {
    ...{ endpoint: listening, smtp, timeline, aws: endpoint, control: { url: `${listening.url}/_local/` } },
    ...{ connect, receiveMail: take, services, iam, faults, calls: endpoint.calls, outbox, log },
    async update(folder) {
      await deploy(ground, { deployment, connect }, readAssembly(folder))
    },
    deployed: () => deployment.resources(),
    inventory: () => inventoryOf(deployment.resources(), connect),
    stop: () => ground.stop(),
  }
}

async function openMailDoor(
  ground: Ground,
  connect: Connect,
  take: Receive,
  wanted: number,
): Promise<Centre['smtp']> {
  const door = mailDoor(connect, take, ground.timeline)
  const port = await door.listen(wanted).catch(taken('--smtp-port', wanted))
  ground.closing(() => door.close())
  return { url: `smtp://127.0.0.1:${port}`, host: '127.0.0.1', port }
}

async function statusNames(aws: Aws, instanceIds: readonly string[]): Promise<string[]> {
  const names = new Set<string>()
  for (const InstanceId of instanceIds) {
    const { AgentStatusSummaryList } = await aws.call(
      'connect',
      'ListAgentStatuses',
      { InstanceId },
      OPERATOR,
    )
    for (const { Name } of AgentStatusSummaryList) names.add(Name)
  }
  return [...names]
}

function taken(flag: PortTaken['flag'], port: number): (error: unknown) => never {
  return (error) => {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw isTaken ? new PortTaken(flag, port, error) : error
  }
}
