import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeEach, expect, it } from 'vitest'

import { answerCloudFormation } from '../../lambdas/adapters/cloudformation-answer.ts'

const answer = {
  ...{ StackId: 's', RequestId: 'r', LogicalResourceId: 'l', PhysicalResourceId: 'address|none' },
  Status: 'SUCCESS',
} as const

let refusals = 0
const got: unknown[] = []
const waits: number[] = []
const pause = async (ms: number) => waits.push(ms)

const bucket = createServer(async (request, response) => {
  got.push(JSON.parse(await text(request)))
  response.writeHead(refusals-- > 0 ? 503 : 200).end()
})
await new Promise<void>((ready) => bucket.listen(0, '127.0.0.1', ready))
const url = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}/answer`
afterAll(() => bucket.close())
beforeEach(() => {
  got.length = 0
  waits.length = 0
})

it('an answer that was not taken is put again, ever more slowly, until it is', async () => {
  refusals = 2
  await answerCloudFormation(url, answer, pause)
  expect(got).toEqual([answer, answer, answer])
  expect(waits).toEqual([1_000, 2_000])
})

it('an answer that is never taken is left to Lambda, within the minute of the function', async () => {
  refusals = 9
  await expect(answerCloudFormation(url, answer, pause)).rejects.toThrow('was not taken: HTTP 503')
  expect(got).toHaveLength(4)
  expect(waits).toEqual([1_000, 2_000, 4_000])
})

it('an answer whose address cannot be reached is tried as often', async () => {
  await expect(answerCloudFormation('http://127.0.0.1:1/', answer, pause)).rejects.toThrow('fetch failed')
  expect(waits).toHaveLength(3)
})

it('a reason is cut to what CloudFormation takes', async () => {
  refusals = 0
  await answerCloudFormation(url, { ...answer, Status: 'FAILED', Reason: 'x'.repeat(2_000) }, pause)
  expect(got).toMatchObject([{ Reason: 'x'.repeat(1_000) }])
})
