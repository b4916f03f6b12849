import { createHash } from 'node:crypto'

export interface MessageAttribute {
  DataType: string
  StringValue?: string
  BinaryValue?: Uint8Array
}

export const md5 = (data: string | Uint8Array) => createHash('md5').update(data).digest('hex')

const TEXT = Uint8Array.of(1)
const BINARY = Uint8Array.of(2)

/** SQS developer guide, "Calculating the MD5 message digest for message attributes". Undefined where there are none. */
export function md5OfAttributes(
  attributes: Readonly<Record<string, MessageAttribute>> = {},
): string | undefined {
  const names = Object.keys(attributes).sort((a, b) => (a < b ? -1 : 1))
  if (names.length === 0) return undefined
  const parts = names.flatMap((name) => {
    const { DataType, StringValue, BinaryValue } = attributes[name] as MessageAttribute
    const value = BinaryValue ?? Buffer.from(StringValue ?? '')
    return [
      ...withLength(Buffer.from(name)),
      ...withLength(Buffer.from(DataType)),
      BinaryValue ? BINARY : TEXT,
      ...withLength(value),
    ]
  })
  return md5(Buffer.concat(parts))
}

function withLength(bytes: Uint8Array): [Buffer, Uint8Array] {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return [length, bytes]
}
