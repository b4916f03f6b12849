/**
 * What the MIME parser needs of a Blob: its parts, joined. It makes one of the lines of each body, and Node's own, which may
 * also be read in slices, takes longer for a long mail than all the rest of `explain`.
 */
export class JoinedBlob {
  private readonly parts: readonly Uint8Array[]

  constructor(parts: readonly (string | ArrayBuffer | Uint8Array)[]) {
    this.parts = parts.map((part) =>
      typeof part === 'string' ? Buffer.from(part) : part instanceof Uint8Array ? part : new Uint8Array(part),
    )
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const joined = new Uint8Array(this.parts.reduce((sum, { length }) => sum + length, 0))
    let end = 0
    for (const part of this.parts) {
      joined.set(part, end)
      end += part.length
    }
    return joined.buffer
  }
}
