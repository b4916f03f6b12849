import type { NormalizedSchema } from '@smithy/core/schema'
import { AwsError } from '../service.ts'
import type { Codec, ServiceModel } from './model.ts'

/** Values as the schema has them, from a JSON text. Throws SerializationException where it is no JSON. */
export function readJson(codec: Codec, schema: NormalizedSchema, text: Buffer): any {
  let data: unknown
  try {
    data = JSON.parse(text.toString('utf8'))
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON')
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new AwsError('SerializationException', 'The request body must be a JSON object')
  try {
    return codec.createDeserializer().readObject(schema, data)
  } catch (error) {
    throw new AwsError('SerializationException', error instanceof Error ? error.message : String(error))
  }
}

export function writeJson(codec: Codec, schema: NormalizedSchema, value: unknown): Buffer {
  const serializer = codec.createSerializer()
  serializer.write(schema, value)
  const json = serializer.flush() ?? '{}'
  // The codec's own kind of bytes warns about uses that are fine for a Buffer.
  return typeof json === 'string'
    ? Buffer.from(json)
    : Buffer.from(json.buffer, json.byteOffset, json.byteLength)
}

/** The codec of a service that speaks JSON. */
export function codecOf({ codec, signingName }: ServiceModel): Codec {
  if (!codec) throw new Error(`${signingName} speaks no JSON`)
  return codec
}
