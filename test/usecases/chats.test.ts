import { describe, expect, it } from 'vitest'

import type { ContactId, ThreadId } from '../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../lambdas/ports/contact-centre.ts'
import { LabelRefused } from '../../lambdas/ports/dispositions.ts'
import { closeChat } from '../../lambdas/usecases/close-chat.ts'
import { setChatTimers } from '../../lambdas/usecases/set-chat-timers.ts'
import { ana, nine } from '../builders/email.ts'
import { directoryOf } from '../fakes/contact-centre.ts'
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
