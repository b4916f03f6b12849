import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults } from '../faults.ts'
import type { Iam } from '../iam/iam.ts'
import { Random } from '../random.ts'
import { type Aws, AwsError, type Caller, OPERATOR, type Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { CallLog } from './call-log.ts'
import { credentialOf } from './credential.ts'
import { type Desk, deskOf } from './desk.ts'
import { type Door, openDoor } from './door.ts'
import { Gate } from './gate.ts'
import type { Request, Response } from './message.ts'
import { addressOf, readInput, writeError, writeOutput, writeUnaddressed } from './protocol.ts'
import { readBody } from './read-body.ts'
import { notImplemented } from './refusal.ts'
import { writeRestError } from './rest-json.ts'

export interface EndpointProps {
  services: readonly Service[]
  iam: Iam
  timeline: Timeline
  random: Random
  faults: Faults
  quotas: 'default' | 'off'
  /** Answers the page at / and paths under /_local/. Such requests do not hold time. */
  control?: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

const CONTROL_PATH = '/_local/'

/** A browser at the bare address wants the page; an SDK client that asks for `/` signs. */
function isForControl({ url = '', method, headers }: IncomingMessage): boolean {
  return (
    url.startsWith(CONTROL_PATH) || (url === '/' && method === 'GET' && headers.authorization === undefined)
  )
}

/** The one endpoint of the local contact centre: it answers for all AWS services, in process and over HTTP. */
export class Endpoint implements Aws {
  /** Every call that went through, by either way. */
  readonly calls = new CallLog()
  private readonly desks = new Map<string, Desk>()
  private readonly gate: Gate
  private readonly props: EndpointProps
  /** Its own stream, so that whoever looks on does not change what happens. */
  private readonly requestIds: Random
  private door: Door | undefined

  constructor(props: EndpointProps) {
    this.props = props
    this.requestIds = new Random(props.random.below(2 ** 31))
    this.gate = new Gate({ ...props, calls: this.calls })
    for (const service of props.services) this.add(service)
  }

  /** For services that need the endpoint before it can have them. Throws an Error if its name is taken. */
  add(service: Service): void {
    if (this.desks.has(service.name)) throw new Error(`There is a service ${service.name} already`)
    this.desks.set(service.name, deskOf(service))
  }

  /** Throws an Error that names the field where no call here can be of that service or operation. */
  checkNames({ service, operation }: { service?: unknown; operation?: unknown }): void {
    const desks = [...this.desks.values()].filter(({ service: { name } }) => (service ?? name) === name)
    if (desks.length === 0)
      throw new Error(`service is ${JSON.stringify(service)}: known are ${[...this.desks.keys()].join(', ')}`)
    const isKnown = desks.some(({ model }) => model.operations.has(operation as string))
    if (operation !== undefined && !isKnown) {
      const where = service === undefined ? 'any service' : service
      throw new Error(`operation is ${JSON.stringify(operation)}: ${where} has none of that name`)
    }
  }

  /** Takes and gives what an SDK client does; members that a client fills in by itself are filled in. Throws AwsError. */
  async call<Output = any>(
    service: string,
    operation: string,
    input: object,
    caller: Caller,
  ): Promise<Output> {
    const desk = this.desks.get(service)
    if (!desk) throw notImplemented(service, operation)
    const tokens = desk.model.operations.get(operation)?.idempotencyTokens ?? []
    const filled = tokens.map((name) => [name, this.requestIds.uuid()] as const)
    const read = () => (filled.length > 0 ? { ...Object.fromEntries(filled), ...input } : input)
    return await this.props.timeline.busy(() => this.gate.pass(desk, operation, read, caller))
  }

  /** Listens on 127.0.0.1; 0 is any free port. */
  async listen(port: number): Promise<{ port: number; url: string }> {
    if (this.door) throw new Error('The endpoint listens already')
    this.door = await openDoor(port, (request, response) => {
      void this.handle(request, response)
    })
    return { port: this.door.port, url: this.door.url }
  }

  /** Stops listening, ends connections and services. */
  async close(): Promise<void> {
    await this.door?.close()
    this.door = undefined
    await Promise.all([...this.desks.values()].map(({ service }) => service.stop?.()))
  }

  private async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { timeline, control } = this.props
    // A client may go away at any time; nobody is left to tell.
    response.on('error', () => response.destroy())
    try {
      if (control && isForControl(message)) return await control(message, response)
      // Time is held only once the request is complete: a client that stalls holds nothing.
      const request = await requestOf(message)
      await timeline.busy(async () => this.send(response, await this.answer(request)))
    } catch (error) {
      this.fail(message, response, error)
    }
  }

  private async answer(request: Request): Promise<Response> {
    const credential = credentialOf(request)
    const address = addressOf(request, credential, this.desks)
    if (address instanceof AwsError) return writeUnaddressed(request, address)
    const { desk, operation } = address
    const caller = credential ? this.props.iam.callerOf(credential.accessKeyId) : OPERATOR
    try {
      const output = await this.gate.pass(desk, operation, () => readInput(address, request), caller)
      return writeOutput(desk, operation, output)
    } catch (error) {
      if (!(error instanceof AwsError) || error.name === 'ConnectionReset') throw error
      return writeError(desk, error)
    }
  }

  private send(response: ServerResponse, { status, headers, body }: Response): void {
    headers['x-amzn-requestid'] = this.requestIds.uuid()
    headers.date = new Date(this.props.timeline.now()).toUTCString()
    headers['content-length'] = String(Buffer.byteLength(body))
    response.writeHead(status, headers)
    response.end(body)
  }

  private fail(message: IncomingMessage, response: ServerResponse, error: unknown): void {
    if (error instanceof AwsError && error.name !== 'ConnectionReset' && !response.headersSent)
      this.send(response, writeRestError(undefined, error))
    else message.socket.destroy()
  }
}

async function requestOf(message: IncomingMessage): Promise<Request> {
  const target = message.url ?? '/'
  const mark = target.indexOf('?')
  return {
    method: message.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: message.headers,
    body: await readBody(message),
  }
}
