import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ContactId, ThreadId } from '../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../lambdas/ports/contact-centre.ts'
import { LabelRefused } from '../../lambdas/ports/dispositions.ts'
import { closeChat } from '../../lambdas/usecases/close-chat.ts'
import { noteChatMessages } from '../../lambdas/usecases/note-chat-messages.ts'
import { askedCustomerGone, nudgeChat } from '../../lambdas/usecases/nudge-chat.ts'
import { observeAnyContact } from '../../lambdas/usecases/observe-any-contact.ts'
import { setChatTimers } from '../../lambdas/usecases/set-chat-timers.ts'
import { ana, nine } from '../builders/email.ts'
import { directoryOf } from '../fakes/contact-centre.ts'
import { memoryChatSilence } from '../fakes/memory-chat-silence.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'

const settings = { idleMinutes: 2, closeAfterMinutes: 6, disposition: 'No response' }
const chat = 'chat-1' as ContactId
const left = { contact: 'chat-2' as ContactId, previous: chat }

const anEndedChat: DescribedContact = {
  ...{ id: chat, thread: chat as string as ThreadId, initiationMethod: 'API' },
  ...{ agent: ana, queued: true, reserved: false },
}

function world(reason: string | undefined, broken: { label?: Error; clear?: Error; stream?: Error } = {}) {
  const done: string[] = []
  return {
    done,
    timers: {
      watch: async (id: ContactId, minutes: object) =>
        void done.push(`watch ${id} ${JSON.stringify(minutes)}`),
    },
    streams: {
      async start(id: ContactId) {
        if (broken.stream) throw broken.stream
        done.push(`stream ${id}`)
      },
    },
    silence: memoryChatSilence(),
    directory: directoryOf(...(reason === undefined ? [] : [{ ...anEndedChat, disconnectReason: reason }])),
    dispositions: memoryContactRecords([]),
    progress: memoryThreads([]),
    afterContactWork: {
      async label(id: ContactId, value: string) {
        if (broken.label) throw broken.label
        done.push(`label ${id} ${value}`)
      },
      async clear(id: ContactId, agent: string) {
        if (broken.clear) throw broken.clear
        return done.push(`clear ${id} ${agent}`) > 0
      },
    },
    lateLabels: {
      label: async (id: ContactId, value: string) => void done.push(`label ${id} ${value} later`),
    },
    journal: memoryJournal(),
    clock: { now: () => nine },
  }
}

describe('a chat that begins', () => {
  it('has the silence of its customer counted by Connect', async () => {
    const ports = world(undefined)
    await setChatTimers(chat, settings, ports)
    expect(ports.done).toEqual([`watch ${chat} {"idleMinutes":2,"closeAfterMinutes":6}`])
  })
})

const nudges = {
  wording: { messages: ['one', 'two', 'three'], closingMessage: 'closed' },
  ...{ languages: {}, spacingSeconds: 120, returnSeconds: 60 },
}

describe('a chat whose silent customer is spoken to', () => {
  const speaking = { ...settings, nudges }
  const question = (step: number) => ({ ...left, step, answered: false, language: undefined })

  it('loses its agent at the first message, and is streamed; without the stream it begins all the same', async () => {
    const ports = world(undefined)
    await setChatTimers(chat, speaking, ports)
    expect(ports.done).toEqual([`watch ${chat} {"closeAfterMinutes":2}`, `stream ${chat}`])
    const without = world(undefined, { stream: new Error('no') })
    await setChatTimers(chat, speaking, without)
    expect(without.journal.counts.get('ChatsNotStreamed')).toBe(1)
  })

  it('frees its agent without a word on how it ended', async () => {
    const ports = world('IDLE_DISCONNECT')
    expect(await closeChat(left, speaking, ports)).toEqual({ ending: 'silent', agent: ana })
    expect(ports.done).toEqual([`clear ${chat} ${ana}`])
    expect(await ports.dispositions.find(chat)).toBeUndefined()
  })

  it('is known by its stream or its events to be silent, whose agent Connect then need not be asked for', async () => {
    const throttled = { describe: () => Promise.reject(new Error('slow down')) }
    const ports = { ...world(undefined), directory: throttled }
    await expect(closeChat(left, speaking, ports)).rejects.toThrow('slow down')
    await ports.silence.noteAgent(chat, ana, nine)
    await expect(closeChat(left, speaking, ports)).rejects.toThrow('slow down')
    await noteChatMessages([{ kind: 'parted', contact: chat, at: nine }], ports)
    expect(await closeChat(left, speaking, ports)).toEqual({ ending: 'silent', agent: ana })
    expect(ports.done).toEqual([`clear ${chat} ${ana}`])
    await expect(closeChat(left, settings, ports)).rejects.toThrow('slow down')
  })

  it('is silent by its events in any order, any number of times, where the timer ended it and not the agent', async () => {
    const event = { ...{ contactId: chat, channel: 'CHAT', initiationMethod: 'API', agent: ana }, at: nine }
    const taken = { ...event, eventType: 'CONNECTED_TO_AGENT' }
    const over = { ...taken, eventType: 'DISCONNECTED' }
    const observed = async (events: readonly object[]) => {
      const ports = world(undefined)
      type Given = Parameters<typeof observeAnyContact>
      for (const each of events)
        await observeAnyContact(
          each as Given[0],
          { chat: speaking } as object as Given[1],
          ports as object as Given[2],
        )
      return ports.silence.partedFrom(chat)
    }
    const idle = { ...over, disconnectReason: 'IDLE_DISCONNECT' }
    const one = fc.constantFrom<object>(taken, idle)
    await fc.assert(
      fc.asyncProperty(fc.array(one), async (events) => {
        expect(await observed(events)).toBe(events.includes(idle) ? ana : undefined)
      }),
    )
    expect(await observed([taken, { ...over, disconnectReason: 'AGENT_DISCONNECT' }])).toBeUndefined()
  })

  it('has its disposition once all is said, before the last look; whoever wrote by then is not closed', async () => {
    const ports = world(undefined)
    for (const step of [0, 1, 2, 3])
      expect(await nudgeChat(question(step), speaking, ports)).toMatchObject({ kind: 'say', step: step + 1 })
    expect(await ports.dispositions.find(chat)).toBeUndefined()
    expect((await nudgeChat(question(4), speaking, ports)).kind).toBe('listen')
    expect(await nudgeChat(question(4), { ...speaking, disposition: 'Other' }, ports)).toMatchObject({
      step: 5,
    })
    expect((await ports.dispositions.find(chat))?.disposition?.value).toBe('No response')
    expect(new Set(ports.done)).toEqual(new Set([`label ${chat} No response`]))
    expect(await nudgeChat(question(5), speaking, ports)).toEqual({ kind: 'close' })
    await noteChatMessages([{ kind: 'wrote', contact: left.contact, at: nine }], ports)
    expect(await nudgeChat(question(5), speaking, ports)).toEqual({ kind: 'return' })
  })

  it('is broken by an answer that the flow alone heard: whoever goes then was not silent', async () => {
    const ports = world(undefined)
    await nudgeChat(question(0), speaking, ports)
    const answer = () => nudgeChat({ ...question(1), answered: true }, speaking, ports)
    expect([await answer(), await answer()]).toEqual([{ kind: 'return' }, { kind: 'return' }])
    await askedCustomerGone(left.contact, speaking, ports)
    expect(ports.done).toEqual([])
    expect(await ports.dispositions.find(chat)).toBeUndefined()
  })

  it('is heard in what is written on the contact of the silence alone', async () => {
    const ports = world(undefined)
    await noteChatMessages([{ kind: 'wrote', contact: chat, at: nine }], ports)
    expect((await nudgeChat(question(1), speaking, ports)).kind).toBe('say')
    await noteChatMessages([{ kind: 'wrote', contact: left.contact, at: nine }], ports)
    expect((await nudgeChat(question(4), speaking, ports)).kind).toBe('return')
    expect(await ports.dispositions.find(chat)).toBeUndefined()
  })
})

describe('a chat that its agent has left', () => {
  it('because the customer was silent has its disposition, and frees the agent; twice is once', async () => {
    const ports = world('IDLE_DISCONNECT')
    expect(await closeChat(left, settings, ports)).toEqual({ ending: 'silent', agent: ana })
    expect((await closeChat(left, { ...settings, disposition: 'Other' }, ports)).ending).toBe('silent')
    expect((await ports.dispositions.find(chat))?.disposition).toEqual({
      ...{ value: 'No response', from: 'silence', at: nine },
    })
    expect(new Set(ports.done)).toEqual(new Set([`label ${chat} No response`, `clear ${chat} ${ana}`]))
  })

  it('is said to be closed for silence although Connect takes neither the label nor the clearing', async () => {
    const ports = world('IDLE_DISCONNECT', { label: new LabelRefused('no'), clear: new Error('slow down') })
    expect(await closeChat(left, settings, ports)).toEqual({ ending: 'silent', agent: ana })
    expect((await ports.dispositions.find(chat))?.disposition?.value).toBe('No response')
  })

  it.each(['AGENT_DISCONNECT', undefined])(
    'for another reason, %s, is the agent’s to speak of',
    async (reason) => {
      const ports = world(reason)
      expect((await closeChat(left, settings, ports)).ending).toBe('agent-left')
      expect(ports.done).toEqual([])
      expect(await ports.dispositions.find(chat)).toBeUndefined()
    },
  )
})
