import { describe, expect, it } from 'vitest'
import { excessOf } from '../../../local/states/variables.ts'
import { aRoom, hold, machine, pass, scope } from './room.ts'

const text = (characters: number) => `{% $pad('', ${characters}, 'x') %}`
const assigning = (Assign: object, rest: object = { End: true }) => pass({ Assign, ...rest })

describe('the variables of a state', () => {
  it('take 256 KiB together, their names not counted', async () => {
    const room = aRoom()
    expect(await room.run(machine({ A: assigning({ held: text(262_142) }) }))).toMatchObject({
      status: 'SUCCEEDED',
    })
    const two = machine({ A: assigning({ held: text(131_070), owner: text(131_070) }) })
    expect((await aRoom().run(two)).status).toBe('SUCCEEDED')
  })

  it.each([
    [
      { held: text(262_143) },
      "Variable size limit exceeded. Variable 'held' in state 'A' was assigned 262145 bytes.",
    ],
    [
      { held: text(131_071), owner: text(131_071) },
      "State total variable size limit exceeded. Variable 'owner' in state 'A' was assigned 131073 bytes, which caused the size of variables assigned in the state to exceed its limit by 2 bytes.",
    ],
  ])('that are more end it: %o', async (Assign, cause) => {
    const { status, events, ...described } = await aRoom().run(machine({ A: assigning(Assign) }))

    expect([status, described.error, described.cause]).toEqual(['FAILED', 'States.DataLimitExceeded', cause])
    expect(events[2]).toMatchObject({
      type: 'EvaluationFailed',
      previousEventId: 2,
      evaluationFailedEventDetails: {
        error: 'States.DataLimitExceeded',
        cause,
        location: 'Assign',
        state: 'A',
      },
    })
  })

  it('take 10 MiB in an execution', () => {
    const held = 'x'.repeat(250_000)
    const before = Object.fromEntries(Array.from({ length: 41 }, (_, at) => [`held${at}`, held]))

    expect(excessOf('A41', before, { held40: held })).toBeUndefined()
    expect(excessOf('A42', before, { held41: held })).toBe(
      "Execution total variable size limit exceeded. State 'A42' assigned variables that exceed the total execution limit by 14324 bytes.",
    )
  })

  it('are of the inner scope alone where a Map assigns them', async () => {
    const inner = scope({
      In: assigning({ seen: '{% $owner %}' }, { Next: 'Out' }),
      Out: pass({ Output: '{% $seen %}' }),
    })
    const each = { Type: 'Map', Items: [1, 2], ItemProcessor: inner, Next: 'After' }
    const after = pass({ Output: { all: '{% $states.input %}', seen: '{% $exists($seen) %}' } })
    const states = { First: assigning({ owner: 'ana' }, { Next: 'Each' }), Each: each, After: after }
    const { output } = await aRoom().run(machine({ Hold: hold(0, { Next: 'First' }), ...states }))

    expect(output).toEqual({ all: ['ana', 'ana'], seen: false })
  })
})
