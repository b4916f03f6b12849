import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChatView } from '../../../local/connect/chats.ts'
import { aChatCentre, type ChatCentre } from './a-chat.ts'
import { action, disconnect, flowContent, toQueue } from './a-flow.ts'

const minutes = (ParticipantTimerDurationInMinutes: number) => ({ ParticipantTimerDurationInMinutes })
const timer = (TimerType: string, TimerValue: object, ParticipantRole = 'CUSTOMER') => ({
  ...{ ParticipantRole, TimerType, TimerValue },
})
const IDLE = timer('IDLE', minutes(2))
const CLOSE = timer('DISCONNECT_NONCUSTOMER', minutes(3))

const set = (centre: ChatCentre, { contactId: ContactId }: ChatView, ...list: object[]) =>
  centre.ask('UpdateParticipantRoleConfig', {
    ContactId,
    ChannelConfiguration: { Chat: { ParticipantTimerConfigList: list } },
  })

/** A chat with timers that were set while it waited, taken by ana. */
async function timed(...list: object[]): Promise<{ centre: ChatCentre; chat: ChatView }> {
  const centre = await aChatCentre()
  const chat = await centre.chat()
  await set(centre, chat, ...list)
  await centre.pass(3600)
  centre.connect.people.setStatus('ana', 'Available')
  centre.connect.people.accept('ana', chat.contactId)
  return { centre, chat }
}

/** A flow whose function sets timers before and after its prompt, and what came of it. */
async function settingFirst(centre: ChatCentre): Promise<{ flowId: string; tried: string[] }> {
  const tried: string[] = []
  const arn = 'arn:aws:lambda:us-east-1:111122223333:function:timers'
  centre.functions.set(arn, async (event) => {
    const { ContactId } = event.Details.ContactData
    const list = { ParticipantTimerConfigList: [IDLE] }
    const outcome = await centre
      .ask('UpdateParticipantRoleConfig', { ContactId, ChannelConfiguration: { Chat: list } })
      .then(
        () => 'set',
        (error) => error.name,
      )
    tried.push(outcome)
    return {}
  })
  await centre.ask('AssociateLambdaFunction', { FunctionArn: arn })
  const invoke = () =>
    action('InvokeLambdaFunction', {
      LambdaFunctionARN: arn,
      InvocationTimeLimitSeconds: '8',
      InvocationType: 'SYNCHRONOUS',
      ResponseValidation: { ResponseType: 'JSON' },
    })
  const [before, after] = [invoke(), { ...invoke(), Identifier: 'Again' }]
  const prompt = action('MessageParticipant', { Text: 'Welcome' })
  const content = flowContent([before, prompt, after, ...toQueue(centre.queueId), disconnect])
  return { flowId: await centre.flow('Timers first', content), tried }
}

const signals = (centre: ChatCentre, chat: ChatView) =>
  centre
    .now(chat)
    .signals.map(({ role, contentType }) => `${role} ${contentType.slice(contentType.lastIndexOf('.') + 1)}`)

const reasonOf = async (centre: ChatCentre, ContactId: string): Promise<string> =>
  (await centre.ask('DescribeContact', { ContactId })).Contact.DisconnectReason

describe('timers of a chat', () => {
  it('start when the agent joins: first idle, then the agent is disconnected and the disconnect flow runs', async () => {
    const { centre, chat } = await timed(IDLE, CLOSE)
    await centre.pass(119)
    expect(signals(centre, chat)).toEqual([])
    await centre.pass(1)
    expect(signals(centre, chat)).toEqual(['CUSTOMER idle'])
    await centre.pass(179)
    expect(centre.now(chat).over).toBe(false)
    await centre.pass(1)
    expect(signals(centre, chat)).toEqual(['CUSTOMER idle', 'CUSTOMER autodisconnection'])
    expect(await reasonOf(centre, chat.contactId)).toBe('IDLE_DISCONNECT')
    expect(centre.seen(chat)).toContain('SYSTEM Goodbye')
    expect(centre.now(chat).over).toBe(true)
  })

  it('start anew with what the customer writes, who then is back; the agent’s words count for the agent alone', async () => {
    const { centre, chat } = await timed(IDLE, CLOSE)
    await centre.pass(299)
    centre.connect.people.message('ana', chat.contactId, 'Are you there?')
    centre.connect.chats.write(chat.chatId, 'Yes!')
    expect(signals(centre, chat)).toEqual(['CUSTOMER idle', 'CUSTOMER returned'])
    await centre.pass(60)
    centre.connect.people.message('ana', chat.contactId, 'Good')
    await centre.pass(239)
    expect(centre.now(chat).over).toBe(false)
    await centre.pass(1)
    expect(centre.now(chat).over).toBe(true)
  })

  it('are no contact events, and not in the transcript', async () => {
    const { centre, chat } = await timed(IDLE)
    const before = [centre.events.length, centre.now(chat).transcript.length]
    await centre.pass(3600)
    expect(signals(centre, chat)).toEqual(['CUSTOMER idle'])
    expect([centre.events.length, centre.now(chat).transcript.length]).toEqual(before)
  })

  it('stay as they were when the agent joined; a change counts for the next one', async () => {
    const { centre, chat } = await timed(timer('DISCONNECT_NONCUSTOMER', minutes(10)))
    await set(centre, chat, CLOSE, IDLE)
    await centre.pass(9 * 60)
    expect([signals(centre, chat), centre.now(chat).over]).toEqual([[], false])
    const next = centre.connect.people.transfer('ana', chat.contactId, { queue: 'Help' })
    await centre.pass(19)
    centre.connect.people.accept('ana', next)
    await centre.pass(299)
    expect([signals(centre, chat), centre.now(chat).over]).toEqual([['CUSTOMER idle'], false])
    await centre.pass(1)
    expect(await reasonOf(centre, next)).toBe('IDLE_DISCONNECT')
  })

  it('of the agent disconnect the agent too, and can be unset', async () => {
    const { centre, chat } = await timed(IDLE, timer('DISCONNECT_NONCUSTOMER', minutes(2), 'AGENT'))
    await centre.pass(100)
    centre.connect.people.message('ana', chat.contactId, 'Hello')
    await centre.pass(119)
    expect(centre.now(chat).contactId).toBe(chat.contactId)
    await centre.pass(1)
    expect(signals(centre, chat)).toEqual(['CUSTOMER idle', 'AGENT autodisconnection'])
    const other = await centre.chat()
    await set(centre, other, IDLE, CLOSE)
    await set(
      centre,
      other,
      ...['IDLE', 'DISCONNECT_NONCUSTOMER'].map((type) => timer(type, { ParticipantTimerAction: 'Unset' })),
    )
    centre.connect.people.accept('ana', other.contactId)
    await centre.pass(3600)
    expect([signals(centre, other), centre.now(other).over]).toEqual([[], false])
  })

  it.each(['refused', 'accepted'] as const)(
    'are %s from a flow that has shown its customer nothing yet, and taken after that',
    async (chatTimersBeforePrompt) => {
      const centre = await aChatCentre({ switches: { chatTimersBeforePrompt } })
      const { flowId, tried } = await settingFirst(centre)
      centre.connect.chats.start({ flow: flowId, name: 'Ada' })
      await centre.pass(10)
      const first = chatTimersBeforePrompt === 'refused' ? 'InvalidRequestException' : 'set'
      expect(tried).toEqual([first, 'set'])
    },
  )

  it.each<[string, object[]]>([
    ['a minute', [timer('IDLE', minutes(1))]],
    ['more than eight hours', [timer('IDLE', minutes(481))]],
    ['half minutes', [timer('IDLE', minutes(2.5))]],
    ['no timer', []],
    ['seven', Array.from({ length: 7 }, () => IDLE)],
    ['another role', [timer('IDLE', minutes(2), 'SUPERVISOR')]],
    ['another type', [timer('WAKE', minutes(2))]],
    ['no value', [timer('IDLE', {})]],
  ])('are refused with %s', async (_, list) => {
    const centre = await aChatCentre()
    const chat = await centre.chat()
    await expect(set(centre, chat, ...list)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it('are refused for what is no chat, or has ended', async () => {
    const centre = await aChatCentre()
    const [mail = ''] = centre.mail()
    const chat = await centre.chat()
    centre.connect.chats.leave(chat.chatId)
    for (const contactId of [mail, chat.contactId])
      await expect(set(centre, { ...chat, contactId }, IDLE)).rejects.toMatchObject({
        name: 'InvalidRequestException',
      })
  })

  it('never part a customer from the agent who was not silent for the whole time', async () => {
    const gaps = fc.array(fc.record({ seconds: fc.integer({ min: 1, max: 400 }), who: fc.boolean() }), {
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(gaps, async (said) => {
        const { centre, chat } = await timed(IDLE, CLOSE)
        let silent = 0
        for (const { seconds, who } of said) {
          await centre.pass(seconds)
          silent += seconds
          expect(centre.now(chat).over).toBe(silent >= 300)
          if (silent >= 300) return
          if (who) {
            centre.connect.chats.write(chat.chatId, 'I am here')
            silent = 0
          } else centre.connect.people.message('ana', chat.contactId, 'And now?')
        }
      }),
      { numRuns: 20 },
    )
  })
})
