import { expect, it } from 'vitest'
import { elsewhere } from '../../../local/start/build.ts'

it('builds what is configured otherwise apart, so that centres of two configurations run from one folder', () => {
  const north = elsewhere('{"inboxes":[{"displayName":"North Desk"}]}')
  const south = elsewhere('{"inboxes":[{"displayName":"South Desk"}]}')
  expect(south).not.toBe(north)
  expect(elsewhere('{"inboxes":[{"displayName":"North Desk"}]}')).toBe(north)
})
