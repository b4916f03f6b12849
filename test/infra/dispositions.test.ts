import { beforeAll, describe, expect, it } from 'vitest'

import { DEFAULT_DISPOSITIONS } from '../../lambdas/domain/disposition.ts'
import { CHANGED_INSTANCE, type Deployment, deploy, INSTANCE_ARN, NEW_INSTANCE } from './deployment.ts'

let asking: Deployment
let silent: Deployment

beforeAll(async () => {
  asking = await deploy(NEW_INSTANCE)
  silent = await deploy(CHANGED_INSTANCE)
})

const flowsOf = (deployment: Deployment) =>
  deployment.ofType('AWS::Connect::ContactFlow').map(({ Properties }) => ({
    name: String(Properties.Name),
    content: JSON.stringify(Properties.Content),
  }))

describe('agents who close a contact', () => {
  it('are offered the configured names, which alone Connect takes', () => {
    const [attribute] = asking.ofType('AWS::Connect::PredefinedAttribute')
    expect(attribute?.Properties).toMatchObject({
      Name: 'Disposition',
      Values: { StringList: [...DEFAULT_DISPOSITIONS] },
      AttributeConfiguration: { EnableValueValidationOnAssociation: true },
    })
    const [view] = asking.ofType('AWS::Connect::View')
    expect(view?.Properties).toMatchObject({ Name: 'homeward-prod-disposition', Actions: ['Submit'] })
    const shown = JSON.stringify(view?.Properties.Template)
    for (const value of DEFAULT_DISPOSITIONS)
      expect(shown).toContain(JSON.stringify({ Label: value, Value: value }))
  })

  it('are asked by a guide that every flow names which puts a customer in a queue', () => {
    const flows = flowsOf(asking)
    const guide = flows.find(({ name }) => name === 'homeward-prod-disposition-guide')
    expect(guide?.content).toContain('view/confirmation:1')
    const queueing = flows.filter(
      // A task is nobody's email.
      ({ name, content }) => content.includes('TransferContactToQueue') && !name.endsWith('-owner-task'),
    )
    expect(queueing.length).toBeGreaterThan(1)
    for (const { content } of queueing) expect(content).toContain('DisconnectAgentUI')
  })

  it('are not asked where that is not wanted, and nothing of it is left', () => {
    for (const type of ['PredefinedAttribute', 'View'])
      expect(silent.ofType(`AWS::Connect::${type}`)).toEqual([])
    for (const { content } of flowsOf(silent))
      expect(content).not.toMatch(/DisconnectAgentUI|Have the agent asked/)
    expect(() => silent.functionNamed('record-disposition')).toThrow('not deployed')
    const settings = JSON.parse(silent.assetFile('receive-email', 'settings.json') ?? '')
    expect(settings.dispositions).toMatchObject({ guide: false, reopenDays: 7 })
    expect(JSON.stringify(silent.service)).toContain(INSTANCE_ARN)
  })
})
