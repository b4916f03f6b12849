import { header, type Request } from './message.ts'

export interface Credential {
  accessKeyId: string
  /** The SigV4 service name. */
  service: string
}

/**
 * Who calls which service, by the credential scope of a signed request (AKID/date/region/service/aws4_request; SigV4a
 * leaves the region out). The signature is not verified. Undefined where the request is not signed.
 */
export function credentialOf(request: Request): Credential | undefined {
  const scope =
    /Credential=([^,\s]+)/.exec(header(request, 'authorization') ?? '')?.[1] ??
    request.query.get('X-Amz-Credential')
  const parts = scope?.split('/') ?? []
  const service = parts.at(-2)
  if (parts.length < 4 || !service || !parts[0]) return undefined
  return { accessKeyId: parts[0], service }
}
