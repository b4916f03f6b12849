import type { NormalizedSchema } from '@smithy/core/schema'

/** Where an input member travels, if not in the JSON body. */
export interface Binding {
  member: string
  schema: NormalizedSchema
  in: 'label' | 'query' | 'queryMap' | 'header' | 'payload'
  /** Label, query key or lower-case header name. */
  key: string
}

export interface Route {
  operation: string
  method: string
  success: number
  /** First path segment, always a literal. */
  first: string
  path: RegExp
  /** Query keys (and values, where fixed) that tell operations on the same path apart. */
  query: readonly (readonly [string, string])[]
  /** Literal segments count the more the further left they are; of two routes that match, the heavier is meant. */
  weight: number
  bindings: readonly Binding[]
}

/** `http` is the SDK's trait: method, `/queues/{QueueId}?fixed=1`, success status. */
export function compileRoute(
  operation: string,
  [method, uri, success]: [string, string, number],
  input: NormalizedSchema,
): Route {
  const [path = '', query = ''] = uri.split('?')
  const parts = path.split('/').filter(Boolean)
  const literals = parts.reduce((sum, part, i) => sum + (part.startsWith('{') ? 0 : 2 ** (20 - i)), 0)
  const fixed = [...new URLSearchParams(query)]
  return {
    operation,
    method,
    success,
    first: parts[0] ?? '',
    path: new RegExp(`^/${parts.map(segment).join('/')}/?$`),
    query: fixed,
    weight: literals + fixed.length,
    bindings: input.isStructSchema() ? [...input.structIterator()].flatMap(binding) : [],
  }
}

function segment(part: string): string {
  if (part.endsWith('+}')) return `(?<${part.slice(1, -2)}>.+)`
  if (part.startsWith('{')) return `(?<${part.slice(1, -1)}>[^/]*)`
  return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function binding([member, schema]: [string, NormalizedSchema]): Binding[] {
  const traits = schema.getMergedTraits()
  if (traits.httpLabel) return [{ member, schema, in: 'label', key: member }]
  if (traits.httpQuery) return [{ member, schema, in: 'query', key: String(traits.httpQuery) }]
  if (traits.httpQueryParams) return [{ member, schema, in: 'queryMap', key: '' }]
  if (traits.httpHeader)
    return [{ member, schema, in: 'header', key: String(traits.httpHeader).toLowerCase() }]
  if (traits.httpPayload) return [{ member, schema, in: 'payload', key: '' }]
  return []
}

export interface RouteMatch {
  route: Route
  labels: Readonly<Record<string, string>>
}

/** The routes of one service, looked up by method and first segment. */
export class RouteTable {
  private readonly byStart = new Map<string, Route[]>()

  constructor(routes: readonly Route[]) {
    for (const route of [...routes].sort((a, b) => b.weight - a.weight)) {
      const start = `${route.method} ${route.first}`
      const known = this.byStart.get(start)
      if (known) known.push(route)
      else this.byStart.set(start, [route])
    }
  }

  match(method: string, path: string, query: URLSearchParams): RouteMatch | undefined {
    for (const route of this.byStart.get(`${method} ${path.split('/', 2)[1] ?? ''}`) ?? []) {
      const found = route.path.exec(path)
      if (found && hasFixed(route, query)) return { route, labels: found.groups ?? {} }
    }
    return undefined
  }
}

const hasFixed = (route: Route, query: URLSearchParams) =>
  route.query.every(([key, value]) => (value === '' ? query.has(key) : query.get(key) === value))
