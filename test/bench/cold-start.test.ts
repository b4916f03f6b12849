import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'

import { firstEvents } from '../../bench/cold-start/events.ts'
import { hasFloor } from '../../bench/cold-start/floor.ts'

it('the cold start of every function is measured, from its first event to what it cannot do without', () => {
  const functions = readdirSync('lambdas/handlers').map((file) => file.replace(/\.ts$/, ''))
  expect(functions.filter((name) => !hasFloor(name))).toEqual([])
  expect(functions.filter((name) => firstEvents[name] === undefined)).toEqual([])
})
