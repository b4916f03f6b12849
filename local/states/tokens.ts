import { createHash } from 'node:crypto'
import type { Random } from '../random.ts'
import { AwsError } from '../service.ts'
import type { Frame } from './execution.ts'

/** Task tokens: who waits for which. A token that was issued here is told from an invented one without keeping it. */
export class Tokens {
  private readonly waiting = new Map<string, Frame>()
  private readonly random: Random
  private readonly secret: string

  constructor(random: Random) {
    this.random = random
    this.secret = random.hex(32)
  }

  issue(frame: Frame): string {
    const body = this.random.hex(32)
    const token = Buffer.from(`${body}${this.mark(body)}`).toString('base64')
    this.waiting.set(token, frame)
    return token
  }

  release(token: string): void {
    this.waiting.delete(token)
  }

  /** Throws InvalidToken if it was never issued. */
  check(token: string): void {
    const text = Buffer.from(token, 'base64').toString('utf8')
    if (text.length !== 64 || this.mark(text.slice(0, 32)) !== text.slice(32))
      throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'")
  }

  /** The frame that waits for `token`. Throws InvalidToken if it was never issued, TaskTimedOut if nobody waits any more. */
  holder(token: string): Frame {
    const frame = this.waiting.get(token)
    if (frame) return frame
    this.check(token)
    throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
  }

  private mark(body: string): string {
    return createHash('sha256').update(`${this.secret}${body}`).digest('hex').slice(0, 32)
  }
}
