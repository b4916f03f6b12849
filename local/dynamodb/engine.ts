import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { ACCOUNT, REGION } from '../place.ts'
import { AwsError } from '../service.ts'

/** Sends one operation to DynamoDB's engine: JSON as on the wire, in and out. Throws AwsError. */
export type Engine = (operation: string, input: object) => Promise<any>

const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
  'x-amz-date': '20260101T000000Z',
}

/**
 * Starts dynalite in memory. Its request listener is called directly: no second port, and no socket between the two.
 */
export async function startEngine(): Promise<Engine> {
  // What the engine keeps are small slices of Node's buffer pool, each of which would keep a slab of 64 KB alive: ten
  // thousand items, and as much in slabs as in everything else.
  Buffer.poolSize = 0
  const server = await inOurPlace(async () => {
    const { default: dynalite } = await import('dynalite')
    return dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  })
  return (operation, input) => exchange(server, operation, JSON.stringify(input, base64))
}

/** dynalite takes account and region of its ARNs from the environment, once, when it is made. */
async function inOurPlace<T>(make: () => Promise<T>): Promise<T> {
  const { AWS_ACCOUNT_ID, AWS_REGION } = process.env
  Object.assign(process.env, { AWS_ACCOUNT_ID: ACCOUNT, AWS_REGION: REGION })
  try {
    return await make()
  } finally {
    restore('AWS_ACCOUNT_ID', AWS_ACCOUNT_ID)
    restore('AWS_REGION', AWS_REGION)
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

/** Blobs as on the wire. `this` holds them before Buffer's own toJSON has seen them. */
function base64(this: any, key: string, value: unknown): unknown {
  const blob: unknown = this[key]
  return blob instanceof Uint8Array ? Buffer.from(blob).toString('base64') : value
}

function exchange(server: Server, operation: string, body: string): Promise<any> {
  return new Promise((resolve, reject) => {
    const headers = { ...HEADERS, 'x-amz-target': `DynamoDB_20120810.${operation}` }
    const request = Object.assign(new EventEmitter(), { method: 'POST', url: '/', headers })
    const response = {
      statusCode: 200,
      setHeader: () => {},
      end: (text: string) => {
        if (response.statusCode === 200) resolve(JSON.parse(text))
        else reject(refusal(JSON.parse(text)))
      },
    }
    server.emit('request', request, response)
    request.emit('data', Buffer.from(body))
    request.emit('end')
  })
}

function refusal({ __type, message, Message, ...fields }: any): AwsError {
  const name = String(__type)
  return new AwsError(name.slice(name.indexOf('#') + 1), message ?? Message ?? '', fields)
}
