import { expect, it } from 'vitest'

import type { ContactId } from '../../lambdas/domain/values.ts'
import { receiveEmail } from '../../lambdas/usecases/receive-email.ts'
import { aThread, firstMail, nine, someSettings, thread } from '../builders/email.ts'
import { directoryOf, historyWith, memoryWorkflows } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'
import { memoryPrecedents } from '../fakes/memory-verdicts.ts'

it('acknowledges none of 10,000 bounces in a minute, starts nothing for them, and leaves their thread as it was', async () => {
  const contacts = memoryContactRecords([{ id: firstMail, thread }])
  const ports = {
    contacts,
    precedents: memoryPrecedents(contacts),
    threads: memoryThreads([aThread()]),
    directory: directoryOf(),
    history: historyWith(),
    workflows: memoryWorkflows(),
    journal: memoryJournal(),
    clock: fixedClock(nine),
  }
  const kinds = new Set<string>()
  for (let bounce = 0; bounce < 10_000; bounce++) {
    const route = await receiveEmail(
      {
        contact: `bounce-${bounce}` as ContactId,
        related: firstMail,
        customer: { address: `mailer-daemon@mx${bounce}.example`, subject: `Undelivered Mail [#${bounce}]` },
        inbox: 'support@example.com',
      },
      someSettings(),
      ports,
    )
    kinds.add(route.kind)
  }
  expect([...kinds]).toEqual(['automatic'])
  expect(ports.workflows.calls).toEqual([])
  expect(ports.threads.get(thread)).toMatchObject({
    owner: aThread().owner,
    ownerSince: aThread().ownerSince,
  })
  expect(ports.threads.get(thread)?.lastCustomerAt).toBeUndefined()
  expect(ports.journal.counts.get('BouncedMail')).toBe(10_000)
})
