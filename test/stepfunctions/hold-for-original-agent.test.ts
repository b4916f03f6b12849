import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { aRoom, invoked, START, threw } from '../local/states/room.ts'

const definition: object = JSON.parse(readFileSync('stepfunctions/hold-for-original-agent.asl.json', 'utf8'))
const until = new Date(START).toISOString()

/** Runs the machine on a hold that is to be opened, and that `error` keeps from it. */
async function fails(error: string) {
  const room = aRoom(({ input }) =>
    input.FunctionName === '${ReviewHold}' ? invoked({ kind: 'release', owner: 'ana' }) : threw(error),
  )
  const { status, error: told } = await room.run(definition, { contact: 'c-1', until }, 3_600_000)
  return { status, told, tries: room.calls.length - 1 }
}

it('leaves to a person, at once, what no call of Connect opens any more; and to the sweep what may open later', async () => {
  expect(await fails('NoTransferLeft')).toEqual({ status: 'FAILED', told: 'NoTransferLeft', tries: 1 })
  expect(await fails('NotInAQueue')).toEqual({ status: 'FAILED', told: 'HoldNotReleased', tries: 31 })
})
