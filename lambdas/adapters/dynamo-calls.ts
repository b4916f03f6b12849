import type { CallFact } from '../domain/held-call.ts'
import { type AgentId, type ContactId, DAY, type EpochMs, SECOND } from '../domain/values.ts'
import type { CallRecords } from '../ports/held-calls.ts'
import { MalformedItem, rowOf } from './row.ts'
import type { Item, Table, TableWriter } from './table.ts'

/** Longer than any call, so that one that goes wrong can be looked at. */
const KEPT_MS = 2 * DAY

const keyOf = (call: ContactId) => `CALL#${call}`

/** All that is told of a call is one set of strings: what is added twice, or in another order, makes the same set. */
export function dynamoCallFacts(table: TableWriter): Pick<CallRecords, 'add'> {
  return {
    async add(call, fact) {
      const item = await table.change(keyOf(call), {
        include: { facts: written(fact) },
        set: { expiresAt: Math.ceil((fact.at + KEPT_MS) / SECOND) },
      })
      return factsIn(item)
    },
  }
}

export function dynamoCalls(table: Table): CallRecords {
  return { ...dynamoCallFacts(table), find: async (call) => factsIn(await table.get(keyOf(call))) }
}

function written(fact: CallFact): string {
  const common = [fact.kind, fact.contact, fact.at]
  if (fact.kind === 'called')
    // A place for each, since whoever reads one word more takes it for `guarded`.
    return [...common, fact.consulted, fact.guarded ? 'guarded' : '', fact.late ? 'late' : '']
      .join(' ')
      .trimEnd()
  return [...common, ...('agent' in fact ? [fact.agent] : [])].join(' ')
}

function factsIn(item: Item | undefined): CallFact[] {
  return (rowOf(item ?? {}).texts('facts') ?? []).map(read)
}

function read(text: string): CallFact {
  const [kind, contact, instant, more, guarded, late] = text.split(' ')
  const told = { contact: contact as ContactId, at: Number(instant) as EpochMs }
  switch (kind) {
    case 'held':
    case 'seen':
    case 'resumed':
      return { kind, ...told, agent: more as AgentId }
    case 'called':
      return {
        ...{ kind, ...told, consulted: more as ContactId },
        ...(guarded && { guarded: true as const }),
        ...(late && { late: true as const }),
      }
    case 'answered':
    case 'abandoned':
    case 'escalated':
    case 'taken':
    case 'left':
      return { kind, ...told }
    default:
      throw new MalformedItem('facts', 'facts of a call')
  }
}
