import { beforeAll, describe, expect, it } from 'vitest'

import { connectName } from '../../lib/constructs/connect-name.ts'
import { type Deployment, deploy, EXISTING_INSTANCE, INSTANCE_ARN } from './deployment.ts'

/** Their addresses and queues differ only after what fits into a name. */
const inboxes = ['one', 'two'].map((name) => ({
  ...EXISTING_INSTANCE.inboxes[1],
  address: `support@${'a'.repeat(60)}.${'b'.repeat(60)}.${name}.example.com`,
  queue: {
    create: { name: `${'q'.repeat(120)} ${name}`, hoursOfOperationArn: `${INSTANCE_ARN}/operating-hours/1` },
  },
}))

let deployed: Deployment

beforeAll(async () => {
  deployed = await deploy({ ...EXISTING_INSTANCE, inboxes })
})

const namesOf = (type: string) => deployed.ofType(type).map(({ Properties }) => Properties.Name as string)

describe('a name that Connect is given', () => {
  it('stays as it is where it is short enough', () => {
    expect(connectName('a'.repeat(127))).toBe('a'.repeat(127))
  })

  it('is cut to 127 characters, and differs where what was cut differs', () => {
    const [one, two] = ['one', 'two'].map((end) =>
      connectName(`homeward-prod-inbound-${'a'.repeat(120)}@${end}`),
    )
    expect(one).toMatch(/^homeward-prod-inbound-a{96}-[0-9a-f]{8}$/)
    expect(one).not.toBe(two)
  })

  it.each(['AWS::Connect::ContactFlow', 'AWS::Connect::QuickConnect'])('is no other %s has', (type) => {
    const names = namesOf(type)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => name.length > 127)).toEqual([])
  })
})

describe('what gives contacts back', () => {
  const mixed = { ...EXISTING_INSTANCE, inboxes: [...EXISTING_INSTANCE.inboxes, ...inboxes] }
  const returning = ({ service }: Deployment) =>
    Object.fromEntries(
      Object.entries(service.Resources).filter(([id]) =>
        /^ReturnToOwner(Flow|QuickConnect|Attachment)/.test(id),
      ),
    )

  it('belongs to its queue, wherever the inboxes of that stand in the configuration', async () => {
    const before = returning(await deploy(mixed))
    expect(Object.keys(before)).toHaveLength(4 + 4 + 3)
    expect(returning(await deploy({ ...mixed, inboxes: mixed.inboxes.toReversed() }))).toEqual(before)
    const after = returning(await deploy({ ...mixed, inboxes: mixed.inboxes.slice(1) }))
    expect(Object.keys(after)).toHaveLength(3 + 3 + 3)
    expect(before).toMatchObject(after)
  })

  it('says which queue it is of, and has no name that it had by position', async () => {
    const names = Object.values(returning(await deploy(EXISTING_INSTANCE))).map(
      ({ Properties }) => Properties.Name,
    )
    expect(names.filter(Boolean).sort()).toEqual([
      'Return to original agent: Hilfe',
      'Return to original agent: billing@example.com (11111111)',
      'homeward-test-return-to-owner-in-Hilfe',
      'homeward-test-return-to-owner-in-billing@example.com (11111111)',
    ])
  })
})
