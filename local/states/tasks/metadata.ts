import { crc32 } from 'node:zlib'
import type { Json } from '../payload.ts'

export interface About {
  requestId: string
  /** Epoch milliseconds. */
  at: number
  contentType: string
  /** The headers that the one service sends and others do not. */
  headers?: Record<string, string>
}

/** What Lambda sends with a function's result (recorded). */
export const lambdaHeaders = (version: string, { at, requestId }: About): Record<string, string> => ({
  Connection: 'keep-alive',
  'X-Amz-Executed-Version': version,
  'X-Amzn-Trace-Id': `root=1-${Math.floor(at / 1000).toString(16)}-${requestId.replaceAll('-', '').slice(8)};sampled=0`,
  'x-amzn-Remapped-Content-Length': '0',
})

/** What DynamoDB sends with an answer (recorded). */
export const dynamodbHeaders = (body: string): Record<string, string> => ({
  Connection: 'keep-alive',
  Server: 'Server',
  'x-amz-crc32': String(crc32(body)),
})

/**
 * A result of an optimized integration with what the SDK for Java adds to it (recorded): the answer's headers, twice, and
 * the request's id. Members come in alphabetical order.
 */
export function withMetadata(result: Record<string, Json>, about: About & { length: number }): Json {
  const { headers: more = { connection: 'keep-alive' } } = about
  const headers: Record<string, string> = {
    ...more,
    'Content-Length': String(about.length),
    'Content-Type': about.contentType,
    Date: new Date(about.at).toUTCString(),
    'x-amzn-RequestId': about.requestId,
  }
  const all = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  const full: Record<string, Json> = {
    ...result,
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: headers, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: about.requestId },
  }
  return Object.fromEntries(Object.entries(full).sort(([one], [other]) => (one < other ? -1 : 1)))
}
