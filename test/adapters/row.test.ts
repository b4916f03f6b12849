import { describe, expect, it } from 'vitest'

import { toContactRecord } from '../../lambdas/adapters/contact-item.ts'
import { toMailVerdicts } from '../../lambdas/adapters/dynamo-verdict-book.ts'
import { MalformedItem } from '../../lambdas/adapters/row.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'

const contact = 'c-1' as ContactId

describe('an item that does not fit', () => {
  it.each([
    ['a number for a thread', { thread: 7 }, 'thread'],
    ['a text for an instant', { handledAt: 'today' }, 'handledAt'],
    ['a route of the future', { route: 'robot' }, 'route'],
    ['an owner without a deadline', { route: 'owner', holdOwner: 'a-1' }, 'holdUntil'],
    ['a deadline without an owner', { route: 'owner', holdUntil: 1 }, 'holdOwner'],
    ['a reason without its turn', { acknowledgement: 'due', turnReason: 'person' }, 'turnAt'],
    [
      'headers that are no list',
      { acknowledgement: 'due', acknowledgementSeen: 'from' },
      'acknowledgementSeen',
    ],
  ])('is refused by name, never with its value: %s', (_, item, attribute) => {
    const read = () => toContactRecord(contact, item)
    expect(read).toThrow(MalformedItem)
    expect(read).toThrow(`${attribute}: expected`)
    expect(read).not.toThrow(/today|robot/)
  })

  it('is a verdict that says the opposite of its name, or not when it was given', () => {
    expect(() => toMailVerdicts({ refused: { acknowledge: true, at: 1 } })).toThrow(MalformedItem)
    expect(() => toMailVerdicts({ acknowledged: { acknowledge: true } })).toThrow(MalformedItem)
  })
})

it('reads names from a list and from a set', () => {
  const item = { acknowledgement: 'refused', acknowledgementSeen: new Set(['from']), judgementReason: 'list' }
  expect(toContactRecord(contact, item).acknowledgement).toMatchObject({
    seen: ['from'],
    judgement: { reason: 'list', rule: undefined },
  })
})
