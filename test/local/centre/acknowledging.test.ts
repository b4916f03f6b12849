import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Centre } from '../../../local/centre.ts'
import type { Switches } from '../../../local/connect/switches.ts'
import { OPERATOR } from '../../../local/service.ts'
import { startWarmCentre } from '../../stories/warm-centre.ts'
import { builtAssembly, synthesize, temporaryFolder } from './artefacts.ts'

const SUPPORT = 'support@homeward.email.connect.aws'
const MINUTE = 60_000
const MARKS = [
  { name: 'Auto-Submitted', value: 'auto-replied' },
  { name: 'X-Auto-Response-Suppress', value: 'All' },
  { name: 'X-Homeward-Acknowledgement', value: '1' },
]
const WORDING = {
  text: 'Dear {{name}},\nyour mail about {{subject}} is here.\n{{inbox}}',
  html: '<p>Dear {{name}}, your mail about {{subject}} is here.</p>',
  fallback: { name: 'customer', subject: 'your question' },
}

const folders = { flow: temporaryFolder(), template: temporaryFolder() }
const assemblies = { flow: '', template: '' }
let centre: Centre | undefined

beforeAll(async () => {
  await builtAssembly()
  const by = { flow: { by: 'flow' }, template: { template: true } }
  for (const way of ['flow', 'template'] as const)
    assemblies[way] = await synthesize(folders[way].path, (configuration) => {
      configuration.acknowledgements = by[way]
      configuration.inboxes[0].wording.en = WORDING
    })
})
afterEach(() => centre?.stop())
afterAll(() => {
  for (const folder of Object.values(folders)) folder.remove()
})

/** A frozen centre to which Carla has written. Gives the id of her contact. */
async function written(
  way: 'flow' | 'template',
  switches: Partial<Switches> = {},
  before: (centre: Centre) => void = () => undefined,
): Promise<{ centre: Centre; id: string }> {
  const at = { seed: 1, quotas: 'default' as const, flowing: false }
  const started = await startWarmCentre({ assembly: assemblies[way], switches, ...at })
  centre = started
  before(started)
  const body = `From: "Carla" <carla@example.net>\r\nTo: ${SUPPORT}\r\nSubject: Re: <my> invoice\r\nMessage-ID: <m@example.net>\r\n\r\nHello.\r\n`
  const answer = await fetch(`${started.endpoint.url}/_local/mail`, { method: 'POST', body })
  const { contactIds } = (await answer.json()) as { contactIds: [string] }
  await started.timeline.advance(2 * MINUTE)
  return { centre: started, id: contactIds[0] }
}

async function stateOf({ aws, deployed }: Centre, id: string): Promise<Record<string, any>> {
  const TableName = deployed().find(({ type }) => type === 'AWS::DynamoDB::Table')?.ref
  const Key = { pk: { S: `CONTACT#${id}` } }
  return (await aws.call('dynamodb', 'GetItem', { TableName, Key }, OPERATOR)).Item
}

describe.each(['flow', 'template'] as const)('an acknowledgement by %s', (way) => {
  it('goes out once, in its own wording, and says that a machine wrote it', async () => {
    const { centre } = await written(way)
    await centre.timeline.advance(40 * MINUTE)
    expect(centre.outbox.list()).toMatchObject([
      {
        subject: 'Re: <my> invoice',
        body: '<p>Dear Carla, your mail about &#60;my&#62; invoice is here.</p>',
        contentType: 'text/html',
        headers: MARKS,
        inReplyTo: 'm@example.net',
      },
    ])
  })

  it('goes out once where Connect keeps its events and headers to itself', async () => {
    const shy = { templateHeadersOnTheWire: false, outboundContactCloses: 'stays-open' } as const
    const { centre, id } = await written(way, shy)
    await centre.timeline.advance(40 * MINUTE)
    expect(centre.outbox.list()).toMatchObject([{ headers: [] }])
    expect(await stateOf(centre, id)).toMatchObject({ acknowledgement: { S: 'sent' } })
  })
})

describe('an acknowledgement that the flow was to send', () => {
  it('is sent by the state machine where the flow never got the answer', async () => {
    const { centre, id } = await written('flow', {}, ({ faults }) =>
      faults.add({
        operation: 'Invoke',
        caller: 'connect',
        error: 'ServiceException',
        when: 'after',
        times: 1,
      }),
    )
    expect(centre.outbox.list()).toEqual([])
    expect(await stateOf(centre, id)).toMatchObject({ acknowledgement: { S: 'due' } })
    await centre.timeline.advance(40 * MINUTE)
    expect(centre.outbox.list()).toMatchObject([{ headers: MARKS }])
    expect(await stateOf(centre, id)).toMatchObject({
      acknowledgementReason: { S: 'sent' },
      takenBackAt: { N: expect.any(String) },
    })
  })
})
