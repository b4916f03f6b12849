import { describe, expect, it } from 'vitest'
import { type FaultRule, Faults } from '../../../local/faults.ts'
import { Random } from '../../../local/random.ts'
import { Timeline } from '../../../local/timeline.ts'
import { START } from './an-endpoint.ts'

const point = { service: 'connect', operation: 'DescribeContact', caller: 'receive-email-role' }

const someFaults = (seed = 1) => {
  const timeline = new Timeline({ start: START, flowing: false })
  return { timeline, faults: new Faults(new Random(seed), timeline) }
}

describe('call faults', () => {
  it('strike only what they name', () => {
    const { faults } = someFaults()
    faults.add({ service: 'connect', caller: 'receive-email', error: 'ThrottlingException', when: 'before' })
    expect(faults.strike(point, 'before')?.error.name).toBe('ThrottlingException')
    expect(faults.strike(point, 'after')).toBeUndefined()
    expect(faults.strike({ ...point, caller: 'observe-contacts-role' }, 'before')).toBeUndefined()
    expect(faults.strike({ ...point, service: 'sqs' }, 'before')).toBeUndefined()
  })

  it('are spent after so many times, and can be taken back', () => {
    const { faults } = someFaults()
    faults.add({ error: 'A', when: 'before', times: 2 })
    const id = faults.add({ error: 'B', when: 'before' })
    const names = () => faults.strike(point, 'before')?.error.name
    expect([names(), names(), names()]).toEqual(['A', 'A', 'B'])
    expect(faults.list()).toMatchObject([
      { error: 'A', struck: 2 },
      { id, error: 'B', struck: 1 },
    ])
    faults.remove(id)
    expect(names()).toBeUndefined()
  })

  it('hold from one virtual moment until another', async () => {
    const { faults, timeline } = someFaults()
    faults.add({ error: 'A', when: 'before', from: START + 1000, until: START + 2000 })
    const struck = []
    for (let second = 0; second < 3; second++) {
      struck.push(faults.strike(point, 'before') !== undefined)
      await timeline.advance(1000)
    }
    expect(struck).toEqual([false, true, false])
  })

  it('strike as often as their probability says, the same for the same seed', () => {
    const run = (seed: number) => {
      const { faults } = someFaults(seed)
      faults.add({ error: 'A', when: 'before', probability: 0.25 })
      return Array.from({ length: 1000 }, () => faults.strike(point, 'before') !== undefined)
    }
    expect(run(7)).toEqual(run(7))
    const share = run(7).filter(Boolean).length / 1000
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.3)
  })
})

describe('delivery faults', () => {
  const event = { 'detail-type': 'Amazon Connect Contact Event' }

  it.each([
    [{ deliver: 'drop', probability: 1 }, []],
    [{ deliver: 'late', probability: 1, lateByMs: 90_000 }, [90_000]],
    [{ deliver: 'twice', probability: 1 }, [0, expect.any(Number)]],
    [{ deliver: 'reorder', probability: 1 }, [expect.any(Number)]],
    [{ deliver: 'drop', probability: 1, detailType: 'Another' }, [0]],
  ] as [FaultRule, unknown[]][])('%o gives copies after %o ms', (rule, copies) => {
    const { faults } = someFaults()
    faults.add(rule)
    expect(faults.copiesOf(event)).toEqual(copies)
  })

  it('strike the agent event stream, and what chats are streamed to, only by name', () => {
    const { faults } = someFaults()
    faults.add({ deliver: 'drop', probability: 1 })
    expect([faults.copiesOfAgentEvent(), faults.copiesOfChatMessage()]).toEqual([[0], [0]])
    faults.add({ deliver: 'twice', probability: 1, detailType: 'Agent Event' })
    faults.add({ deliver: 'late', probability: 1, lateByMs: 5000, detailType: 'Chat Message' })
    expect(faults.copiesOfAgentEvent()).toEqual([0, expect.any(Number)])
    expect(faults.copiesOfChatMessage()).toEqual([5000])
    expect(faults.list().map(({ struck }) => struck)).toEqual([0, 1, 1])
  })

  it('lose the same contact events, however many calls are recorded between them', () => {
    const lost = (callsBetween: number) => {
      const { faults } = someFaults()
      faults.add({ deliver: 'drop', probability: 0.5 })
      return Array.from({ length: 50 }, () => {
        for (let call = 0; call < callsBetween; call++)
          faults.copiesOf({ 'detail-type': 'AWS API Call via CloudTrail' })
        return faults.copiesOf(event).length
      })
    }
    expect(lost(3)).toEqual(lost(0))
  })

  it('do not meddle without a rule', () => {
    expect(someFaults().faults.copiesOf(event)).toEqual([0])
  })
})

describe('a fault rule', () => {
  it.each([
    [{ error: 'A' }, /^when: is missing/],
    [{ when: 'before' }, /^error: is missing/],
    [{ error: 'A', when: 'during' }, /^when: must be one of before, after/],
    [{ error: 'A', when: 'before', probability: 2 }, /^probability: must be a number from 0 to 1/],
    [{ error: 'A', when: 'before', times: 0 }, /^times: must be a whole number/],
    [{ error: 'A', when: 'before', operations: 'X' }, /^operations: no such field; known are service/],
    [{ deliver: 'late', probability: 1 }, /^lateByMs: is missing/],
    [{ deliver: 'lost', probability: 1 }, /^deliver: must be one of/],
    [7, /must be an object/],
  ])('%o is refused, naming the field', (rule, message) => {
    expect(() => someFaults().faults.add(rule as unknown as FaultRule)).toThrow(message)
  })
})
