import type { EpochMs } from '../domain/values.ts'

export interface Clock {
  now(): EpochMs
}
