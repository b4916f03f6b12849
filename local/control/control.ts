import type { IncomingMessage, ServerResponse } from 'node:http'
import { page } from './page.ts'
import type { ControlProps } from './ports.ts'
import { ControlRefusal } from './refusal.ts'
import { controlRequest, shown } from './request.ts'
import type { Route } from './route.ts'
import { ROUTES } from './routes.ts'

const OURS = ['localhost', '127.0.0.1']

const PATTERNS = ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll('{}', '([^/]+)')}$`),
}))

/**
 * The control API over HTTP: answers one request under /_local/ (the page itself at / and /_local/). Refusals are
 * `{"error": …}`: 400 bad input, 403 from elsewhere, 404 unknown, 405 wrong method, 409 not possible now.
 */
export function createControl(
  centre: ControlProps,
): (message: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (message, response) => {
    try {
      refuseStrangers(message)
      const { pathname, searchParams } = new URL(message.url ?? '/', 'http://localhost')
      if (pathname === '/' || pathname === '/_local/') sendPage(response, page(centre))
      else {
        const { route, parts } = routeOf(message.method ?? 'GET', pathname)
        const answer = await route.run(controlRequest(message, parts, searchParams), centre)
        sendJson(response, 200, answer)
      }
    } catch (error) {
      const { status, text, allow } = refusalOf(error)
      if (allow) response.setHeader('allow', allow)
      sendJson(response, status, { error: text })
    }
  }
}

/** A page from the internet must not drive this: neither by a name that it points at us, nor by a form it posts. */
function refuseStrangers({ headers }: IncomingMessage): void {
  const host = hostOf(`http://${headers.host}`)
  if (!OURS.includes(host))
    throw new ControlRefusal(403, `Host is ${shown(headers.host)}: use http://localhost or http://127.0.0.1`)
  const { origin } = headers
  if (origin !== undefined && !OURS.includes(hostOf(origin)))
    throw new ControlRefusal(403, `Origin is ${shown(origin)}: only pages of this machine may call`)
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : ''
}

class WrongMethod extends ControlRefusal {
  readonly allow: string

  constructor(method: string, path: string, allow: string) {
    super(405, `${method} is not for ${path}: use ${allow}`)
    this.allow = allow
  }
}

function routeOf(method: string, path: string): { route: Route; parts: string[] } {
  const matching = PATTERNS.flatMap(({ route, pattern }) => {
    const match = pattern.exec(path)
    return match ? [{ route, parts: match.slice(1).map(decoded) }] : []
  })
  const found = matching.find(({ route }) => route.method === method)
  if (found) return found
  if (matching.length > 0)
    throw new WrongMethod(method, path, matching.map(({ route }) => route.method).join(', '))
  throw new ControlRefusal(404, `there is no ${shown(path)}: /_local/ lists what there is`)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new ControlRefusal(400, `the path has ${shown(part)}: encode it as a URL part`)
  }
}

/** Refusals of the model come as AWS's exceptions. */
const STATUS_BY_EXCEPTION: Readonly<Record<string, number>> = {
  ResourceNotFoundException: 404,
  InvalidParameterException: 400,
  InvalidRequestException: 400,
}

function refusalOf(error: unknown): { status: number; text: string; allow?: string } {
  if (error instanceof WrongMethod) return { status: error.status, text: error.message, allow: error.allow }
  if (error instanceof ControlRefusal) return { status: error.status, text: error.message }
  if (!(error instanceof Error)) return { status: 500, text: String(error) }
  const isRefusal = error.name.endsWith('Exception')
  const status = STATUS_BY_EXCEPTION[error.name] ?? (isRefusal ? 409 : 500)
  return { status, text: `${error.name}: ${error.message}` }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', `${JSON.stringify(body ?? {})}\n`)
}

function sendPage(response: ServerResponse, html: string): void {
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  )
  send(response, 200, 'text/html; charset=utf-8', html)
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  response.end(text)
}
