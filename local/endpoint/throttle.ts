import type { Quota } from '../service.ts'

interface Bucket {
  tokens: number
  filledAt: number
}

/** Token buckets as API throttling has them (Amazon Connect admin guide, "API throttling quotas"), in virtual time. */
export class Throttle {
  private readonly buckets = new Map<string, Bucket>()

  /** Takes a token of `key` at `now` (epoch ms). False: none is left, the call is refused. */
  take(key: string, quota: Quota, now: number): boolean {
    let bucket = this.buckets.get(key)
    if (!bucket) {
      bucket = { tokens: quota.burst, filledAt: now }
      this.buckets.set(key, bucket)
    }
    const earned = ((now - bucket.filledAt) / 1000) * quota.rate
    bucket.tokens = Math.min(quota.burst, bucket.tokens + earned)
    bucket.filledAt = now
    // Sums of fractions fall short of whole tokens by rounding errors.
    if (bucket.tokens < 1 - 1e-9) return false
    bucket.tokens -= 1
    return true
  }
}
