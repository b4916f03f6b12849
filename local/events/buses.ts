import { arn } from '../place.ts'
import type { Rule } from './rules.ts'

export interface Bus {
  name: string
  description: string | undefined
  /** Epoch milliseconds. */
  createdAt: number
  rules: Map<string, Rule>
}

export const busArn = (bus: string) => arn('events', `event-bus/${bus}`)

/** A bus may be named or given by its ARN. */
export const busName = (reference: string | undefined) => reference?.split('event-bus/').at(-1) ?? 'default'

/** The bus as DescribeEventBus and ListEventBuses show it; nothing here changes one. */
export const shownBus = ({ name, description, createdAt }: Bus) => ({
  Name: name,
  Arn: busArn(name),
  ...(description !== undefined && { Description: description }),
  CreationTime: new Date(createdAt),
  LastModifiedTime: new Date(createdAt),
})
