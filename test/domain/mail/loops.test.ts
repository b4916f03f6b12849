import { describe, expect, it } from 'vitest'

import { budgetsOf } from '../../../lambdas/domain/mail/limits.ts'
import { DAY, HOUR, later, MINUTE, SECOND } from '../../../lambdas/domain/values.ts'
import { nine } from '../../builders/email.ts'
import { memoryBudgets } from '../../fakes/memory-budgets.ts'

interface Mail {
  sender: string
  subject: string
  thread: string
}

/** How many of the mails that come one after another are acknowledged. */
async function acknowledged(mails: readonly Mail[], everyMs: number, from = nine): Promise<number> {
  const budgets = memoryBudgets()
  let sent = 0
  for (const [n, mail] of mails.entries()) {
    const all = budgetsOf({ ...mail, inbox: 'help@homeward.example' })
    const at = later(from, n * everyMs)
    const spent = await Promise.all(all.map((budget) => budgets.spend(budget, at)))
    if (spent.every(Boolean)) sent++
  }
  return sent
}

const letter = (n: number) => String.fromCharCode(97 + (n % 26))
const many = (count: number, mail: (n: number) => Partial<Mail>) =>
  Array.from({ length: count }, (_, n) => ({
    sender: 'robot@bounce.example',
    subject: 'Concerning your request',
    thread: `t-${n}`,
    ...mail(n),
  }))

describe('a loop stops within 5 acknowledgements', () => {
  it.each<[string, (n: number) => Partial<Mail>]>([
    ['that opens a new thread each time', () => ({})],
    [
      'that stays in its thread under ever new subjects',
      (n) => ({ thread: 't', subject: `${letter(n)}${letter(n * 7)}` }),
    ],
    ['whose sender changes by a byte', (n) => ({ sender: `rob${letter(n)}t@bounce.example` })],
    ['whose sender counts', (n) => ({ sender: `robot-${n}@bounce.example` })],
    [
      'whose sender changes by a byte at a free-mail provider',
      (n) => ({ sender: `patri${letter(n)}smith@gmail.com` }),
    ],
    ['whose short sender does', (n) => ({ sender: `a${letter(n)}b@gmail.com` })],
    ['whose sender does, without a subject', (n) => ({ sender: `rob${letter(n)}t@gmail.com`, subject: '' })],
    [
      'whose sender does, under subjects of digits',
      (n) => ({ sender: `rob${letter(n)}t@x.example`, subject: `${n}` }),
    ],
    ['that writes from ever other hosts', (n) => ({ sender: `robot@m${n}.bounce.example` })],
    ['whose subject gains a tag', (n) => ({ subject: `${'[Ticket] '.repeat(n)}Your request` })],
    [
      'whose subject gains a word with a colon',
      (n) => ({ subject: `${'Answered: '.repeat(n)}Your request` }),
    ],
    [
      'whose sender gains a tag',
      (n) => ({ sender: `robot+${n}@bounce.example`, subject: `About ${letter(n)}` }),
    ],
  ])('%s', async (_, mail) => {
    expect(await acknowledged(many(200, mail), 20 * SECOND)).toBeLessThanOrEqual(5)
    expect(await acknowledged(many(72, mail), 20 * MINUTE)).toBeLessThanOrEqual(
      // A sender whose thread and subject are new each time may be a person until the twentieth of a day.
      mail(1).sender?.startsWith('robot+') ? 20 : 5,
    )
  })
})

describe('people are acknowledged', () => {
  it('who order five times on each working day, for a month', async () => {
    let sent = 0
    const budgets = memoryBudgets()
    for (let day = 0; day < 30; day++)
      for (let order = 0; order < 5; order++) {
        const mail = {
          sender: 'purchasing@big.example',
          subject: `Order ${day * 5 + order}`,
          thread: `t-${day}-${order}`,
        }
        const all = budgetsOf({ ...mail, inbox: 'help@homeward.example' })
        const at = later(nine, day * DAY + order * 2 * HOUR)
        if ((await Promise.all(all.map((budget) => budgets.spend(budget, at)))).every(Boolean)) sent++
      }
    expect(sent).toBe(150)
  })

  it('who write about twenty things in a day', async () => {
    const about = many(20, (n) => ({
      sender: 'carla@big.example',
      subject: `About ${letter(n)}${letter(n * 3)}`,
    }))
    expect(await acknowledged(about, 25 * MINUTE)).toBe(20)
  })

  it('who work for one company and write under one subject within the hour', async () => {
    const names = [
      'anna.berg',
      'carl.diaz',
      'eve.fox',
      'gil.hart',
      'ida.jones',
      'kim.lowe',
      'max.noor',
      'olga.pine',
    ]
    const orders = many(8, (n) => ({ sender: `${names[n]}@big.example`, subject: `Order 47${n}` }))
    expect(await acknowledged(orders, 5 * MINUTE)).toBe(8)
  })
})
