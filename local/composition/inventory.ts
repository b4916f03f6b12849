import { kindOf } from '../assembly/catalogue.ts'
import type { Made } from '../assembly/provision/kind.ts'
import type { Connect } from '../connect/connect.ts'

/** What a contact centre consists of, in short. */
export interface Inventory {
  inboxes: readonly string[]
  agents: readonly { username: string; status: string }[]
  /** How many resources do their work. */
  running: number
  /** Resource types that are written down and do nothing here, with how many there are. */
  noted: ReadonlyMap<string, number>
}

export function inventoryOf(resources: readonly Made[], { people }: Connect): Inventory {
  const noted = new Map<string, number>()
  for (const { type } of resources)
    if (!kindOf(type)?.runs && type !== 'AWS::CDK::Metadata') noted.set(type, (noted.get(type) ?? 0) + 1)
  return {
    inboxes: resources
      .filter(({ type }) => type === 'AWS::Connect::EmailAddress')
      .map(({ properties }) => properties.EmailAddress),
    agents: people.list().map(({ username, status }) => ({ username, status })),
    running: resources.filter(({ type }) => kindOf(type)?.runs).length,
    noted,
  }
}
