import type { IncomingMessage, ServerResponse } from 'node:http'
import { CustomResourceDesk } from '../assembly/response-desk.ts'
import { Endpoint } from '../endpoint/endpoint.ts'
import { Faults } from '../faults.ts'
import { Iam } from '../iam/iam.ts'
import { createOutbox } from '../mail/outbox.ts'
import { Random } from '../random.ts'
import { Timeline } from '../timeline.ts'
import { LogBook } from './log-book.ts'

export interface GroundProps {
  seed: number
  /** What faults strike. */
  faultSeed?: number | undefined
  /** Epoch milliseconds. */
  start: number
  flowing: boolean
  quotas: 'default' | 'off'
}

type Control = (message: IncomingMessage, response: ServerResponse) => Promise<void>

/** What everything else stands on: time, chance, the gate and the books. */
export class Ground {
  readonly random: Random
  readonly timeline: Timeline
  readonly quotas: GroundProps['quotas']
  readonly iam = new Iam()
  readonly faults: Faults
  readonly outbox = createOutbox()
  readonly log = new LogBook()
  readonly endpoint: Endpoint
  /** Where custom resources answer. */
  readonly desk: CustomResourceDesk
  /** Of the endpoint, once it listens. */
  url = ''
  /** Queues and hours of an instance that exists already: as assemblies name them, and as they are here. */
  readonly adopted = new Map<string, string>()
  /** All is up. */
  ready = false
  /** Until it is given, control requests are answered with 503. */
  control: Control | undefined
  private readonly opened: (() => unknown)[] = []

  constructor({ seed, faultSeed, start, flowing, quotas }: GroundProps) {
    this.quotas = quotas
    this.random = new Random(seed)
    this.timeline = new Timeline({ start, flowing })
    this.faults = new Faults(faultSeed === undefined ? this.random : new Random(faultSeed), this.timeline)
    this.endpoint = new Endpoint({
      services: [],
      iam: this.iam,
      timeline: this.timeline,
      random: this.random,
      faults: this.faults,
      quotas,
      control: async (message, response) => {
        if (this.control) await this.control(message, response)
        else response.writeHead(503, { 'retry-after': '1' }).end()
      },
    })
    this.desk = new CustomResourceDesk({
      random: this.random,
      addressOf: (token) => `${this.url}/_local/custom-resources/${token}`,
    })
    this.closing(() => this.endpoint.close())
  }

  /** Has `close` called when all stops, before what was opened earlier. */
  closing(close: () => unknown): void {
    this.opened.push(close)
  }

  async stop(): Promise<void> {
    this.ready = false
    this.timeline.stop()
    for (const close of this.opened.splice(0).reverse()) await close()
  }
}
