import { describe, expect, it } from 'vitest'
import { queryUnits, readUnits, TableUnits } from '../../bench/price/table-units.ts'

const text = (length: number) => ({ S: 'x'.repeat(length) })
const item = (bytes: number, others = {}) => ({ pk: { S: 'C' }, body: text(bytes - 7), ...others })
const held = { holdShard: { S: '3' }, holdUntil: { N: '1767690000000' } }

describe('the units of a write', () => {
  it('are one for each kilobyte begun, of the larger of before and after', () => {
    const table = new TableUnits()
    expect(table.write('C', item(1024))).toBe(1)
    expect(table.write('C', item(1025))).toBe(2)
    expect(table.write('C', item(10))).toBe(2)
  })

  it('are one more for an index that the item enters, and one more when it leaves it', () => {
    const table = new TableUnits()
    expect(table.write('C', item(100, held))).toBe(2)
    expect(table.write('C', item(100))).toBe(2)
    expect(table.write('C', item(100))).toBe(1)
  })

  it('are two more when the item moves within an index', () => {
    const table = new TableUnits()
    table.write('C', item(100, held))
    expect(table.write('C', item(100, { ...held, holdUntil: { N: '1767690000001' } }))).toBe(3)
  })

  it('are one more for an index of keys alone, and none while those stay', () => {
    const table = new TableUnits()
    const waiting = { pendingShard: { S: '3' }, pendingAt: { N: '1767690000000' } }
    table.write('T', item(3000))
    expect(table.write('T', item(3000, waiting))).toBe(3 + 1)
    expect(table.write('T', item(2900, waiting))).toBe(3)
    expect(table.write('T', item(2900))).toBe(3 + 1)
  })

  it('are paid for a condition that does not hold, by the item that is there', () => {
    const table = new TableUnits()
    expect(table.refusedWrite('C')).toBe(1)
    table.write('C', item(2000))
    expect(table.refusedWrite('C')).toBe(2)
  })
})

describe('the units of a write of an agent', () => {
  const agent = (listed: string) => ({
    ...item(2000),
    ...{ pk: { S: 'A' }, agentShard: { S: '0' }, nameKey: { S: 'silva' }, listed: { S: listed } },
  })

  it('are one more when the list changes, however long the item is, and none when it does not', () => {
    const table = new TableUnits()
    const [first, again, changed] = ['free', 'free', 'busy'].map((listed) => table.write('A', agent(listed)))
    expect(first).toBe(Number(again) + 1)
    expect(changed).toBe(first)
  })
})

describe('the units of a read', () => {
  it('are one for each four kilobytes begun, also when nothing is there', () => {
    expect(readUnits(undefined)).toBe(1)
    expect(readUnits(item(4096))).toBe(1)
    expect(readUnits(item(4097))).toBe(2)
  })

  it('are half of that for a query of an index', () => {
    expect(queryUnits([])).toBe(0.5)
    expect(queryUnits([item(4000), item(4000)])).toBe(1)
  })
})
