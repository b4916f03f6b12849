import type { NormalizedSchema } from '@smithy/core/schema'

export type Which = 'all' | 'required'

/** One value that fits the schema, with all members or only the required ones of structures. */
export function sample(schema: NormalizedSchema, which: Which, depth = 0): any {
  if (schema.isUnitSchema()) return {}
  if (schema.isStructSchema()) return structure(schema, which, depth)
  if (schema.isListSchema()) return depth > 5 ? [] : [sample(schema.getValueSchema(), which, depth + 1)]
  if (schema.isMapSchema()) return depth > 5 ? {} : { k: sample(schema.getValueSchema(), which, depth + 1) }
  if (schema.isTimestampSchema()) return new Date(1_700_000_000_000)
  if (schema.isBooleanSchema()) return true
  if (schema.isNumericSchema()) return schema.getMergedTraits().httpResponseCode ? 202 : 7
  if (schema.isBlobSchema()) return new Uint8Array([1, 2])
  return schema.isDocumentSchema() ? { any: ['thing'] } : 'text'
}

function structure(schema: NormalizedSchema, which: Which, depth: number): object {
  const members = [...schema.structIterator()]
  const required = ((schema.getSchema() as unknown as unknown[])[6] as number | undefined) ?? 0
  const count = schema.isUnionSchema() ? 1 : which === 'required' || depth > 4 ? required : members.length
  return Object.fromEntries(
    members.slice(0, count).map(([key, member]) => [key, sample(member, which, depth + 1)]),
  )
}
