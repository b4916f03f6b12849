import type { NormalizedSchema } from '@smithy/core/schema'
import { Unfit } from './fit.ts'

const EPOCH_SECONDS = 7

/** A label, query or header value as its schema has it. Throws Unfit where the text is no such value. */
export function fromText(schema: NormalizedSchema, text: string, member: string): unknown {
  if (schema.isBooleanSchema()) {
    if (text !== 'true' && text !== 'false')
      throw new Unfit('type', member, `${member} must be true or false`)
    return text === 'true'
  }
  if (schema.isNumericSchema()) return number(text, member)
  if (schema.isTimestampSchema()) return moment(text, member)
  return text
}

function number(text: string, member: string): number {
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value)) throw new Unfit('type', member, `${member} must be a number`)
  return value
}

function moment(text: string, member: string): Date {
  const value = new Date(/^[0-9.]+$/.test(text) ? Number(text) * 1000 : text)
  if (Number.isNaN(value.getTime())) throw new Unfit('type', member, `${member} must be a timestamp`)
  return value
}

/** A value of an output header. Timestamps are HTTP dates unless the schema says otherwise (Smithy, httpHeader). */
export function toText(schema: NormalizedSchema, value: unknown): string {
  if (!(value instanceof Date)) return Array.isArray(value) ? value.map(String).join(', ') : String(value)
  return schema.getSchema() === EPOCH_SECONDS ? String(value.getTime() / 1000) : value.toUTCString()
}
