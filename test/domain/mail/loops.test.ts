import { describe, expect, it } from 'vitest'

import {
  type ContactId,
  DAY,
  type EpochMs,
  HOUR,
  later,
  MINUTE,
  SECOND,
} from '../../../lambdas/domain/values.ts'
import type { Budgets } from '../../../lambdas/ports/budgets.ts'
import { spendBudgets } from '../../../lambdas/usecases/spend-budgets.ts'
import { hoursPastNine, nine } from '../../builders/email.ts'
import { memoryBudgets } from '../../fakes/memory-budgets.ts'

interface Mail {
  sender: string
  subject: string
  thread: string
}

let contacts = 0
const lets = async (budgets: Budgets, mail: Mail, at: EpochMs) => {
  const contact = `c-${++contacts}` as ContactId
  return (
    (await spendBudgets(contact, { ...mail, inbox: 'help@homeward.example' }, at, { budgets })) === undefined
  )
}

/** How many of the mails that come one after another are acknowledged. */
async function acknowledged(mails: readonly Mail[], everyMs: number, from = nine): Promise<number> {
  const budgets = memoryBudgets()
  let sent = 0
  for (const [n, mail] of mails.entries()) {
    if (await lets(budgets, mail, later(from, n * everyMs))) sent++
  }
  return sent
}

const letter = (n: number) => String.fromCharCode(97 + (Math.floor(n) % 26))
const many = (count: number, mail: (n: number) => Partial<Mail>) =>
  Array.from({ length: count }, (_, n) => ({
    sender: 'robot@bounce.example',
    subject: 'Concerning your request',
    thread: `t-${n}`,
    ...mail(n),
  }))

/** So that some of the first mails come before the edge of every window, and some after it. */
const aroundMidnight = [5, 100, 400, 1_000].map((seconds) => later(hoursPastNine(15), -seconds * SECOND))

describe('a loop stops within 5 acknowledgements', () => {
  it.each<[string, (n: number) => Partial<Mail>]>([
    ['that opens a new thread each time', () => ({})],
    ['whose subject gains a tag in braces', (n) => ({ subject: `{${letter(n)}${n}} Your request` })],
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
    [
      'whose sender has both names of a provider',
      (n) => ({ sender: `a.b@${n % 2 ? 'gmail' : 'googlemail'}.com` }),
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
    for (const begun of [nine, ...aroundMidnight])
      for (const every of [20 * SECOND, 2 * MINUTE, 5 * MINUTE])
        expect(await acknowledged(many(200, mail), every, begun)).toBeLessThanOrEqual(5)
    expect(await acknowledged(many(72, mail), 20 * MINUTE)).toBeLessThanOrEqual(
      // A sender whose thread and subject are new each time may be a person until the twentieth of a day.
      mail(1).sender?.startsWith('robot+') ? 20 : 5,
    )
  })
})

it.each(['bounce.example', 'gmail.com'])(
  'a fast loop whose sender changes by a byte in ever another place, at %s, stops within a few',
  async (domain) => {
    const sender = (n: number) =>
      `${'newsrobot'.slice(0, n % 9)}${letter(n)}${'newsrobot'.slice((n % 9) + 1)}@${domain}`
    for (const every of [20 * SECOND, MINUTE])
      expect(
        await acknowledged(
          many(200, (n) => ({ sender: sender(n) })),
          every,
        ),
      ).toBeLessThanOrEqual(domain === 'gmail.com' ? 12 : 5)
  },
)

it.each<[string, (n: number) => string]>([
  ['gains a byte each time', (n) => `newsrobot${letter(n).repeat(n)}@bounce.example`],
  ['gains one in front', (n) => `${letter(n).repeat(n)}robot@bounce.example`],
  ['gains one in ever another place', (n) => `robots${letter(n)}${'x'.repeat(n % 7)}office@bounce.example`],
  [
    'has its dots in ever other places at Gmail',
    (n) => `n${n & 1 ? '.' : ''}e${n & 2 ? '.' : ''}ws@gmail.com`,
  ],
])('a loop whose sender %s stops within 5', async (_, sender) => {
  for (const begun of [nine, ...aroundMidnight])
    for (const every of [20 * SECOND, 2 * MINUTE, 5 * MINUTE])
      expect(
        await acknowledged(
          many(40, (n) => ({ sender: sender(n) })),
          every,
          begun,
        ),
      ).toBeLessThanOrEqual(5)
})

it('a loop that opens a new thread under a new subject each time stops within 5 in an hour', async () => {
  const loop = many(100, (n) => ({ subject: `Your request - ${letter(n)}${letter(n * 7)}` }))
  expect(await acknowledged(loop, 11 * MINUTE)).toBe(5)
})

it('a loop that makes up senders and subjects at a university is stopped too, later than at a company', async () => {
  const loop = (domain: string, count: number) =>
    many(count, (n) => ({
      sender: `${letter(n)}${letter(n * 7)}${letter(n / 26)}-${n}x@${domain}`,
      subject: `Case ${letter(n)}${letter(n / 26)}${letter(n * 3)}`,
    }))
  expect(await acknowledged(loop('desk.college.edu', 1_000), SECOND)).toBe(200)
  expect(await acknowledged(loop('desk.college.edu', 3_000), 10 * SECOND)).toBe(2_000)
  expect(await acknowledged(loop('desk.company.example', 1_000), SECOND)).toBe(20)
})

it('a machine that is refused takes nothing from its colleagues, nor from the inbox', async () => {
  const budgets = memoryBudgets()
  for (let n = 0; n < 2_000; n++)
    await lets(
      budgets,
      { sender: 'robot@big.example', subject: `About ${n}`, thread: `t-${n}` },
      later(nine, n * 30),
    )
  const colleague = { sender: 'anna.weber@big.example', subject: 'My invoice', thread: 'a' }
  const stranger = { sender: 'carl.diaz@small.example', subject: 'My order', thread: 'c' }
  expect(await lets(budgets, colleague, later(nine, MINUTE))).toBe(true)
  expect(await lets(budgets, stranger, later(nine, MINUTE))).toBe(true)
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
        if (await lets(budgets, mail, later(nine, day * DAY + order * 2 * HOUR))) sent++
      }
    expect(sent).toBe(150)
  })

  it('who order ten times a day from six to half past seven, day after day', async () => {
    let sent = 0
    const budgets = memoryBudgets()
    for (let day = 0; day < 5; day++)
      for (let order = 0; order < 10; order++) {
        const n = day * 10 + order
        const mail = { sender: 'eva@big.example', subject: `Order #${4711 + n}`, thread: `t-${n}` }
        if (await lets(budgets, mail, later(nine, day * DAY - 3 * HOUR + order * 90 * MINUTE))) sent++
      }
    expect(sent).toBe(50)
  })

  it('who are strangers with like names at one provider, and write about orders of theirs', async () => {
    const names = ['anna.wolf', 'anna.koch', 'annalena1', 'anna.lang', 'anna.beck', 'annabell', 'hanna.beck']
    const orders = many(7, (n) => ({ sender: `${names[n]}@gmail.com`, subject: `Bestellung 47${n}1` }))
    expect(await acknowledged(orders, 2 * MINUTE)).toBe(7)
    const silent = many(7, (n) => ({ sender: `${names[n]}@gmail.com`, subject: '' }))
    expect(await acknowledged(silent, 2 * MINUTE)).toBe(7)
  })

  it('who are on the staff of a university whose students write by the dozen', async () => {
    const budgets = memoryBudgets()
    for (let n = 0; n < 60; n++)
      await lets(
        budgets,
        {
          sender: `${letter(n)}${letter(n / 26)}${n}@stud.uni.example`,
          subject: `About ${n}`,
          thread: `s-${n}`,
        },
        later(nine, n * SECOND),
      )
    const staff = { sender: 'carla.diaz@uni.example', subject: 'My order', thread: 'c' }
    expect(await lets(budgets, staff, later(nine, MINUTE))).toBe(true)
  })

  it('who have names of two letters at one company', async () => {
    const colleagues = many(8, (n) => ({
      sender: `${letter(n)}${letter(n + 9)}@big.example`,
      subject: 'Timetable',
    }))
    expect(await acknowledged(colleagues, 2 * MINUTE)).toBe(8)
  })

  it('who are branches of one company, each with an order of its own', async () => {
    const branches = many(20, (n) => ({
      sender: `filiale${n + 10}@big.example`,
      subject: `Bestellung Filiale ${n + 10}`,
    }))
    expect(await acknowledged(branches, 2 * MINUTE)).toBe(20)
  })

  it.each([
    'yahoo.com.mx',
    'marketplace.amazon.de',
    'guest.booking.com',
    'stud.uni.example',
    'college.edu',
    'comhem.se',
  ])('who are strangers at %s', async (domain) => {
    const strangers = many(60, (n) => ({
      sender: `${letter(n)}${letter(n * 3)}${letter(n / 26)}.${letter(n * 5)}ones@${domain}`,
      subject: `About ${letter(n)}${letter(n * 3)}`,
    }))
    expect(await acknowledged(strangers, 10 * SECOND)).toBe(60)
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
