import type { Json } from '../payload.ts'

/**
 * A result of an optimized integration with what the SDK for Java adds to it (recorded): the answer's headers, twice, and
 * the request's id. Members come in alphabetical order.
 */
export function withMetadata(
  result: Record<string, Json>,
  about: { requestId: string; at: number; contentType: string; length: number },
): Json {
  const headers: Record<string, string> = {
    connection: 'keep-alive',
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
