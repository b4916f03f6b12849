import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { JoinedBlob } from '../../bin/explain/joined-blob.ts'

const part = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array(),
  fc.uint8Array().map((octets) => octets.slice().buffer),
  // A window of something larger.
  fc.uint8Array({ minLength: 4 }).map((octets) => octets.subarray(1, -1)),
)

test.prop([fc.array(part)])('a joined blob has the octets that a blob has', async (parts) => {
  const expected = await new Blob(parts as never[]).arrayBuffer()
  expect(new Uint8Array(await new JoinedBlob(parts).arrayBuffer())).toEqual(new Uint8Array(expected))
})
