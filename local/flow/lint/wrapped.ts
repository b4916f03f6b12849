import { type ContentType, FLOW_TYPES, type FlowType } from '../catalogue/spec.ts'
import { isRecord, textOf } from '../document.ts'

/** A flow's content out of a file, and what it says of its own type. */
interface FoundFlow {
  /** Which of several flows of one file; empty when there is one only. */
  name: string
  content: string
  type: ContentType
}

/** The console's names for flow types in an export's Metadata [X]. */
const CONSOLE_TYPES: Readonly<Record<string, ContentType>> = {
  contactflow: 'CONTACT_FLOW',
  customerqueue: 'CUSTOMER_QUEUE',
  customerhold: 'CUSTOMER_HOLD',
  customerwhisper: 'CUSTOMER_WHISPER',
  agenthold: 'AGENT_HOLD',
  agentwhisper: 'AGENT_WHISPER',
  outboundwhisper: 'OUTBOUND_WHISPER',
  agenttransfer: 'AGENT_TRANSFER',
  queuetransfer: 'QUEUE_TRANSFER',
}

/**
 * The flows of a file's text: a content as it is, what Describe answers, what Create takes, a CloudFormation resource
 * or a whole template. A text that is none of these is given back as it is, for the linter to refuse.
 */
export function flowsIn(text: string): FoundFlow[] {
  const bare = text.replace(/^\uFEFF/, '')
  const file = parse(bare)
  if (!isRecord(file)) return [{ name: '', content: bare, type: 'CONTACT_FLOW' }]
  if (isRecord(file.Resources)) {
    return Object.entries(file.Resources).flatMap(([name, resource]) => {
      const flow = isRecord(resource) ? fromResource(resource) : undefined
      return flow ? [{ ...flow, name }] : []
    })
  }
  const wrapped =
    fromResource(file) ??
    fromProperties(file.ContactFlow, undefined) ??
    fromProperties(file.ContactFlowModule, 'MODULE') ??
    fromProperties(file, undefined)
  return [wrapped ?? { name: '', content: bare, type: typeOfContent(file) }]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function fromResource({ Type, Properties }: Record<string, unknown>): FoundFlow | undefined {
  if (Type === 'AWS::Connect::ContactFlow') return fromProperties(Properties, undefined)
  return Type === 'AWS::Connect::ContactFlowModule' ? fromProperties(Properties, 'MODULE') : undefined
}

function fromProperties(value: unknown, type: ContentType | undefined): FoundFlow | undefined {
  if (!isRecord(value)) return undefined
  const content = contentOf(value.Content)
  if (content === undefined) return undefined
  return { name: '', content, type: type ?? declared(value.Type) ?? typeOfContent(parse(content)) }
}

/** Content is a text; in a template it may be under Fn::Sub or Fn::Join, whose values are unknown and static. */
function contentOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content
  if (!isRecord(content)) return undefined
  const sub = content['Fn::Sub']
  const text: unknown = Array.isArray(sub) ? sub[0] : sub
  if (typeof text === 'string') return text
  const join = content['Fn::Join']
  if (!Array.isArray(join) || !Array.isArray(join[1])) return JSON.stringify(content)
  return join[1].map((part: unknown) => (typeof part === 'string' ? part : '${Value}')).join(textOf(join[0]))
}

function declared(type: unknown): FlowType | undefined {
  return FLOW_TYPES.find((known) => known === type)
}

function typeOfContent(content: unknown): ContentType {
  if (!isRecord(content)) return 'CONTACT_FLOW'
  const said = isRecord(content.Metadata) ? textOf(content.Metadata.type).toLowerCase() : ''
  if (said.includes('module') || isRecord(content.Settings)) return 'MODULE'
  return declared(said.toUpperCase()) ?? CONSOLE_TYPES[said] ?? 'CONTACT_FLOW'
}
