/** A media type and its parameters, all lower case. Empty where the header is. */
export interface ContentType {
  readonly type: string
  /** '' where there is no such parameter. */
  parameter(name: string): string
}

/**
 * Reads Content-Type or Content-Disposition (RFC 2045 §5.1, RFC 2183): comments gone, quoted values opened, parameters
 * that are split or marked with a charset put together (RFC 2231). Linear; never throws.
 */
export function readContentType(value: string): ContentType {
  const [type = '', ...parameters] = fieldsOf(value)
  const sections = new Map<string, { at: number; text: string }[]>()
  for (const field of parameters) {
    const equals = field.indexOf('=')
    const named = /^([^*\s]{1,60})(?:\*(\d{1,3}))?(\*)?$/.exec(field.slice(0, Math.max(equals, 0)).trim())
    if (!named) continue
    const text = field.slice(equals + 1).trim()
    const section = { at: Number(named[2] ?? 0), text: named[3] ? decoded(text) : text }
    const known = sections.get(named[1]!)
    if (known) known.push(section)
    else sections.set(named[1]!, [section])
  }
  return { type: type.replace(/\s+/g, ''), parameter: (name) => joined(sections.get(name)) }
}

/** Splits at the semicolons that stand in no comment and no quotation, and leaves both marks out. */
function fieldsOf(value: string): string[] {
  const fields = ['']
  let depth = 0
  let quoted = false
  for (let at = 0; at < value.length; at++) {
    let character = value[at]!
    const escaped = character === '\\' && (quoted || depth > 0)
    if (escaped) character = value[++at] ?? ''
    else if (depth === 0 && character === '"') {
      quoted = !quoted
      continue
    } else if (!quoted && character === '(') depth++
    else if (!quoted && depth > 0 && character === ')') {
      depth--
      continue
    } else if (!quoted && depth === 0 && character === ';') {
      fields.push('')
      continue
    }
    if (depth === 0) fields[fields.length - 1] += character
  }
  return fields.map((field) => field.trim().toLowerCase())
}

/** What follows charset and language: `us-ascii'en'delivery%2dstatus`. A later section has neither. */
function decoded(text: string): string {
  const plain = /^[^']{0,40}'[^']{0,40}'(.*)$/s.exec(text)?.[1] ?? text
  return plain
    .replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase()
}

function joined(sections: readonly { at: number; text: string }[] = []): string {
  return [...sections]
    .sort((one, other) => one.at - other.at)
    .map(({ text }) => text)
    .join('')
}
