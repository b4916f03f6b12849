import type { IncomingMessage } from 'node:http'
import { AwsError } from '../service.ts'

/** DynamoDB takes the largest requests of all, 16 MB (DynamoDB API reference, BatchWriteItem). */
const MOST_BYTES = 16 * 1024 * 1024

/** The whole body. Throws RequestEntityTooLarge, or an Error where the client goes away first. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= MOST_BYTES) return void chunks.push(chunk)
      request.removeAllListeners('data')
      request.resume()
      reject(new AwsError('RequestEntityTooLarge', `A request may have ${MOST_BYTES} bytes at most`))
    })
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    request.once('error', reject)
    request.once('close', () => reject(new Error('The client went away')))
  })
}
