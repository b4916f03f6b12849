import { beforeAll, describe, expect, it } from 'vitest'

import { builtAssembly } from '../local/centre/artefacts.ts'
import { type Deployment, deploy, EXISTING_INSTANCE, NEW_INSTANCE } from './deployment.ts'

let created: Deployment
let existing: Deployment

beforeAll(async () => {
  await builtAssembly()
  created = deploy({ ...NEW_INSTANCE, chat: { closingMessage: 'Goodbye for now.', spacingMinutes: 5 } })
  existing = deploy({ ...EXISTING_INSTANCE, chat: { inbox: 'billing@example.com' } })
}, 180_000)

const contentOf = (deployment: Deployment, ending: string) => {
  const flow = deployment
    .ofType('AWS::Connect::ContactFlow')
    .find(({ Properties }) => String(Properties.Name).endsWith(ending))
  return JSON.stringify(flow?.Properties.Content)
}

describe('chats', () => {
  it('are not ours where they are not configured: nothing of them is deployed', () => {
    const without = deploy(NEW_INSTANCE)
    expect(() => without.functionNamed('set-chat-timers')).toThrow('not wanted')
    expect(JSON.stringify(without.service)).not.toMatch(/chat/i)
  })

  it('have a flow that asks for timers and names what comes after the agent, before it queues', () => {
    const flow = contentOf(created, '-inbound-chat')
    expect(flow).toContain('CustomerRemaining')
    expect(flow).toContain('DisconnectAgentUI')
    expect(contentOf(existing, '-inbound-chat')).toContain('/queue/11111111-2222-3333-4444-555555555555')
    const after = contentOf(created, '-chat-disconnect')
    expect(after).toContain('Goodbye for now.')
    expect(after).toContain('CustomerReturned')
    expect(after).not.toMatch(/\$\{[A-Z]/)
  })

  it('close when three messages would have been sent, as long as they would take', () => {
    const settings = JSON.parse(created.assetFile('close-chat', 'settings.json') ?? '')
    expect(settings.chat).toEqual({
      idleMinutes: 2,
      closeAfterMinutes: 15,
      disposition: 'No response from the customer',
    })
  })

  it('are taken three at a time by the agents of a new instance, beside their emails and tasks', () => {
    const [profile] = created.ofType('AWS::Connect::RoutingProfile')
    expect(profile?.Properties.MediaConcurrencies).toEqual([
      { Channel: 'EMAIL', Concurrency: 5 },
      { Channel: 'TASK', Concurrency: 5 },
      { Channel: 'CHAT', Concurrency: 3 },
    ])
    const channels = profile?.Properties.QueueConfigs.map((each: any) => each.QueueReference.Channel)
    expect(channels).toEqual(['EMAIL', 'TASK', 'CHAT'])
  })
})
