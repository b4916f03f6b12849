/** An HTTP request as far as the AWS protocols need it. */
export interface Request {
  method: string
  /** Without the query; still percent-encoded. */
  path: string
  query: URLSearchParams
  /** By lower-case name. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

export interface Response {
  status: number
  headers: Record<string, string>
  body: Uint8Array | string
}

/** The header's values; a list in one line is split at its commas (RFC 9110 §5.3). */
export function headerList(request: Request, name: string): string[] {
  const value = request.headers[name]
  if (value === undefined) return []
  return (Array.isArray(value) ? value : [value]).flatMap((line) =>
    line.split(',').map((each) => each.trim()),
  )
}

export function header(request: Request, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
