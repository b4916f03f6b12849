/** What a flow's texts may refer to: JSONPaths such as `$.Attributes.k` and `$.SegmentAttributes['connect:Subtype']`. */

const SEGMENT = String.raw`(?:\.[^\s.$[\]'"]+|\.?\[(?:'[^']*'|"[^"]*"|\d+)\])`
const WHOLE = new RegExp(`^\\$${SEGMENT}+$`)
/** Inside a sentence a path ends where a plain name does: "Hello $.External.name." */
const EMBEDDED = /\$(?:\.[A-Za-z_][\w-]*|\['[^']*'\])(?:\.[\w-]+|\['[^']*'\])*/g

/** Roots that hold a value themselves, and need no name below them. */
const VALUES = [
  'Channel',
  'ContactId',
  'InitialContactId',
  'PreviousContactId',
  'RelatedContactId',
  'ContactAssociationId',
  'InitiationMethod',
  'InstanceARN',
  'InstanceId',
  'AwsRegion',
  'LanguageCode',
  'Name',
  'Description',
  'CustomerId',
  'StoredCustomerInput',
  'CallbackNumber',
  'CustomerCallbackNumber',
  'OutboundCallerId',
  'TextToSpeechVoiceId',
  'SystemNumber',
  'CustomerNumber',
  'DialedNumber',
  'Time',
]

/** Roots that are namespaces: a comparison needs a leaf below them. */
const NAMESPACES = [
  'Attributes',
  'FlowAttributes',
  'SegmentAttributes',
  'External',
  'LambdaInvocation',
  'CustomerEndpoint',
  'SystemEndpoint',
  'AdditionalEmailRecipients',
  'Email',
  'References',
  'Tags',
  'Queue',
  'Agent',
  'AgenticCX',
  'Task',
  'Case',
  'Customer',
  'Views',
  'Modules',
  'Metrics',
  'Loop',
  'Lex',
  'Media',
  'MediaStreams',
  'DataTables',
  'DataTableList',
  'Wisdom',
  'VoiceId',
  'Campaign',
  'Outbound',
  'System',
  'Contact',
]

const ROOTS: ReadonlySet<string> = new Set([...VALUES, ...NAMESPACES])

/** A text of our own files that the deployment replaces: it stands for any static value. */
export function isPlaceholder(text: string): boolean {
  return text.includes('${')
}

export function isWholePath(text: string): boolean {
  return WHOLE.test(text)
}

/**
 * The same for the linter, which lets names with spaces pass (whether the service does is not known), and a "$" as a
 * name: a published flow compares "$.Attributes.$.Attributes.k" [X].
 */
export function looksLikeOnePath(text: string): boolean {
  return /^\$[.[](?:[^$]|(?<=\.)\$(?=\.))+$/.test(text)
}

/** Whether a JSONPath occurs anywhere in the text. */
export function isDynamic(text: string): boolean {
  return /\$[.[]/.test(text)
}

/** The names along a path: `$.SegmentAttributes['connect:Subtype']` → ['SegmentAttributes', 'connect:Subtype'] */
export function segmentsOf(path: string): string[] {
  const segments = path.matchAll(/\.?\[(?:'([^']*)'|"([^"]*)"|(\d+))\]|\.([^\s.$[\]'"]+)/g)
  return [...segments].map(([, single, double, index, name]) => single ?? double ?? index ?? name ?? '')
}

/** The paths of a text, whole or embedded. */
export function pathsIn(text: string): string[] {
  return isWholePath(text) ? [text] : (text.match(EMBEDDED) ?? [])
}

/** Replaces each path of a text that is not one whole path. */
export function interpolate(text: string, replacementOf: (path: string) => string): string {
  return text.replace(EMBEDDED, (path) => replacementOf(path))
}

export function isKnownRoot(path: string): boolean {
  return ROOTS.has(segmentsOf(path)[0] ?? '')
}

/** "$.External" alone is refused in Compare, "$.Channel" is not [L]. */
export function isNamespaceAlone(path: string): boolean {
  const segments = segmentsOf(path)
  return segments.length === 1 && NAMESPACES.includes(segments[0] ?? '')
}
