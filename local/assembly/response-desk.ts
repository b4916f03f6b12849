import type { Random } from '../random.ts'
import type { CustomAnswer, ResponseDesk } from './provision/kind.ts'

interface Slot {
  answer: CustomAnswer | undefined
}

/** Where custom resources leave their answers: each request has its own address, used up by one answer. */
export class CustomResourceDesk implements ResponseDesk {
  private readonly slots = new Map<string, Slot>()
  private readonly random: Random
  private readonly addressOf: (token: string) => string

  constructor({ random, addressOf }: { random: Random; addressOf: (token: string) => string }) {
    this.random = random
    this.addressOf = addressOf
  }

  open(): { url: string; answer(): CustomAnswer | undefined; close(): void } {
    const token = this.random.hex(32)
    const slot: Slot = { answer: undefined }
    this.slots.set(token, slot)
    return {
      url: this.addressOf(token),
      answer: () => slot.answer,
      close: () => this.slots.delete(token),
    }
  }

  /** Takes what was PUT to an address. False where the address is unknown, used up, or the answer is no JSON object. */
  receive(token: string, body: string): boolean {
    const slot = this.slots.get(token)
    if (!slot || slot.answer) return false
    slot.answer = parsed(body)
    return slot.answer !== undefined
  }
}

function parsed(body: string): CustomAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(body)
    return typeof answer === 'object' && answer !== null ? (answer as CustomAnswer) : undefined
  } catch {
    return undefined
  }
}
