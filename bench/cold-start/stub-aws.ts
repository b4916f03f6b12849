import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

const CONTACT = 'c0000000-0000-4000-8000-000000000001'

/** A contact that is both to be acknowledged and held past its time, so that every function has work to do. */
const row = {
  pk: { S: `CONTACT#${CONTACT}` },
  thread: { S: CONTACT },
  inbox: { S: 'support@homeward.email.connect.aws' },
  receivedAt: { N: String(Date.now()) },
  route: { S: 'owner' },
  routeReason: { S: 'reply-to-owner' },
  holdOwner: { S: 'agent-ana' },
  holdUntil: { N: '1' },
  acknowledgement: { S: 'due' },
  judgementReason: { S: 'person' },
  judgementRule: { S: 'nothing-automatic' },
  acknowledgeDueAt: { N: '1' },
  customerAddress: { S: 'carla.weber@example.net' },
  nextTurnAt: { N: String(Date.now()) },
}

export interface StubAws {
  url: string
  /** What was asked since this was last called, sorted. */
  asked(): string[]
  close(): void
}

/**
 * Answers at once whatever a cold function asks first. It stands for a network without delay, so that what is left is
 * the function's own start; it is no model of AWS.
 */
export async function stubAws(): Promise<StubAws> {
  let asked: string[] = []
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString()
    asked.push(operationOf(request) ?? `${request.method} ${request.url?.split('/', 2).join('/')}`)
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(answer(request, body)))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked() {
      const before = asked
      asked = []
      return before.sort()
    },
    close: () => server.close(),
  }
}

/** Undefined for a REST service. */
const operationOf = ({ headers }: IncomingMessage) => headers['x-amz-target']?.toString().split('.').at(-1)

function answer(request: IncomingMessage, body: string): object {
  const { url = '' } = request
  switch (operationOf(request)) {
    case 'GetItem':
      return { Item: row }
    case 'UpdateItem':
      return { Attributes: { ...row, ...written(JSON.parse(body).ExpressionAttributeValues ?? {}) } }
    case 'Query':
      return { Items: [] }
    case 'StartExecution':
      return { executionArn: 'arn:aws:states:us-east-1:111122223333:execution:m:n', startDate: 1 }
    default:
      return url.startsWith('/contact')
        ? { ContactId: CONTACT, ContactArn: 'arn', Contact: { QueueInfo: { Id: 'q' } } }
        : {}
  }
}

/** An update as Homeward writes it sets `#name = :name`. */
function written(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.slice(1), value]))
}
