import { fileURLToPath } from 'node:url'
import { type Centre, type CentreOptions, startCentre } from '../../local/centre.ts'
import type { Hire } from '../../local/composition/staff.ts'
import type { Contact } from '../../local/connect/model.ts'
import { OPERATOR } from '../../local/service.ts'
import { build } from '../../local/start/build.ts'
import { type Letter, letter } from './letter.ts'
import { withOneAttempt } from './one-attempt.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export interface StageOptions extends Pick<CentreOptions, 'quotas' | 'switches' | 'onLog'> {
  people?: readonly Hire[]
  /** A configuration file instead of the repository's own. */
  config?: string
  /** True: clients of functions try each call once, which saves wall time where quotas refuse many. */
  oneAttempt?: boolean
}

/** A contact centre on the virtual clock, with what a measurement does in it. */
export class Stage {
  readonly centre: Centre
  private letters = 0
  /** Contacts as they were at one instant: asked for one by one, ten thousand would take minutes. */
  private known: { at: number; contacts: Map<string, Contact> } | undefined

  constructor(centre: Centre) {
    this.centre = centre
  }

  now(): number {
    return this.centre.timeline.now()
  }

  async pass(ms: number): Promise<void> {
    await this.centre.timeline.advance(ms)
  }

  call(service: string, operation: string, input: object): Promise<any> {
    return this.centre.aws.call(service, operation, input, OPERATOR)
  }

  /** Hands in a customer's mail. Gives the id of the contact that it becomes within seconds. Throws where it is refused. */
  receive(given: Omit<Letter, 'number' | 'to'> = {}): string {
    const to = this.centre.inventory().inboxes[0] ?? ''
    const reception = this.centre.connect.receiveMail(letter({ number: ++this.letters, to, ...given }))
    if (reception.outcome !== 'taken') throw new Error(`a mail was ${reception.outcome}: ${reception.reason}`)
    return reception.contactIds[0] ?? ''
  }

  /** A customer has written; this agent has answered, closed and logged out. Gives the Message-ID of the answer. */
  async threadOf(agent: string): Promise<string> {
    const { people } = this.centre.connect
    people.setStatus(agent, 'Available')
    const contact = this.receive()
    await this.pass(10 * SECOND)
    people.accept(agent, contact)
    const reply = people.reply(agent, contact, { body: 'We will look into it.' })
    await this.pass(SECOND)
    people.close(agent, contact)
    await this.pass(SECOND)
    people.logOut(agent)
    await this.pass(MINUTE)
    const answer = this.centre.outbox.list().find(({ contactId }) => contactId === reply)?.messageId
    if (answer === undefined) throw new Error(`the answer of ${agent} has not left`)
    return answer
  }

  contact(id: string): Contact {
    if (this.known?.at !== this.now() || !this.known.contacts.has(id))
      this.known = {
        at: this.now(),
        contacts: new Map(this.centre.connect.contacts().map((each) => [each.id, each])),
      }
    const found = this.known.contacts.get(id)
    if (!found) throw new Error(`there is no contact ${id}`)
    return found
  }

  /** The name or ARN of what is deployed, by type and part of its logical id. */
  resource(type: string, part = ''): string {
    const made = this.centre.deployed().find((each) => each.type === type && each.logicalId.includes(part))
    if (!made) throw new Error(`nothing of type ${type} has ${part} in its name`)
    return made.ref
  }

  /** `receive-email` → the name of that function as deployed. */
  functionName(handler: string): string {
    return this.resource('AWS::Lambda::Function', handler.replaceAll('-', ''))
  }

  stop(): Promise<void> {
    return this.centre.stop()
  }
}

/** Builds what is deployed, if it is stale. */
async function builtFor({ config }: StageOptions, progress: (line: string) => void): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  return build({ root, config, onProgress: progress, signal: new AbortController().signal })
}

async function openStage(
  assembly: string,
  { quotas, switches, onLog, people }: StageOptions,
): Promise<Stage> {
  const centre = await startCentre({
    ...{ assembly, port: 0, smtpPort: 0, seed: 1, quotas, flowing: false },
    ...(switches && { switches }),
    ...(onLog && { onLog }),
    ...(people && { people }),
  })
  return new Stage(centre)
}

/** Does something on a stage, and closes it whatever came of it. */
export async function onStage<T>(
  options: StageOptions,
  progress: (line: string) => void,
  play: (stage: Stage) => Promise<T>,
): Promise<T> {
  const playOn = async (assembly: string) => {
    const stage = await openStage(assembly, options)
    try {
      return await play(stage)
    } finally {
      await stage.stop()
    }
  }
  const assembly = await builtFor(options, progress)
  return options.oneAttempt ? withOneAttempt(assembly, playOn) : playOn(assembly)
}
