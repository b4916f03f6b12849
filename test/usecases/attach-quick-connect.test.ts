import { expect, it } from 'vitest'

import { parseAttachmentRequest } from '../../lambdas/contracts/quick-connect-attachment.ts'
import { attachQuickConnect } from '../../lambdas/usecases/attach-quick-connect.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'

/** What CloudFormation's request does. Gives the name of the resource, and what was attached and detached. */
async function asked(type: string, properties: object, before?: object) {
  const done: string[] = []
  const note = (verb: string) => async (queue: string, ids: readonly string[]) => {
    if (ids.length > 0) done.push(`${verb} ${queue}: ${ids.join(' ')}`)
  }
  const name = await attachQuickConnect(
    parseAttachmentRequest({
      ...{ ResponseURL: 'https://answer', StackId: 's', RequestId: 'r', LogicalResourceId: 'l' },
      ...{ RequestType: type, ResourceProperties: properties, OldResourceProperties: before },
    }),
    { quickConnects: { attach: note('attach'), detach: note('detach') }, journal: memoryJournal() },
  )
  return [name, ...done]
}

it('a list of quick connects stays one resource on its queue: what it has no more is taken off', async () => {
  const [ab, bc] = [
    { QueueId: 'help', QuickConnectIds: 'a,b' },
    { QueueId: 'help', QuickConnectIds: 'b,c' },
  ]
  expect(await asked('Create', ab)).toEqual(['help|all', 'attach help: a b'])
  expect(await asked('Update', bc, ab)).toEqual(['help|all', 'attach help: b c', 'detach help: a'])
  expect(await asked('Delete', bc)).toEqual(['help|all', 'detach help: b c'])
})

it('on another queue it is another resource, and CloudFormation takes the old one away', async () => {
  const moved = { QueueId: 'billing', QuickConnectIds: 'a' }
  expect(await asked('Update', moved, { QueueId: 'help', QuickConnectIds: 'a,b' })).toEqual([
    'billing|all',
    'attach billing: a',
  ])
})

it('one quick connect by itself is a resource of its own', async () => {
  expect(await asked('Create', { QueueId: 'help', QuickConnectId: 'a' })).toEqual([
    'help|a',
    'attach help: a',
  ])
})
