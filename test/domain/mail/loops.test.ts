import { fc, test } from '@fast-check/vitest'
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
import { type SpendBudgetsPorts, spendBudgets } from '../../../lambdas/usecases/spend-budgets.ts'
import { Random } from '../../../local/random.ts'
import { hoursPastNine, nine } from '../../builders/email.ts'
import { memoryBudgets } from '../../fakes/memory-budgets.ts'
import { memoryRecentWriters } from '../../fakes/memory-recent-writers.ts'

interface Mail {
  sender: string
  subject: string
  thread: string
}

let contacts = 0
const memoryLimits = () => ({ budgets: memoryBudgets(), writers: memoryRecentWriters() })
const lets = async (limits: SpendBudgetsPorts, mail: Mail, at: EpochMs) => {
  const contact = `c-${++contacts}` as ContactId
  return (await spendBudgets(contact, { ...mail, inbox: 'help@homeward.example' }, at, limits)) === undefined
}

/** How many of the mails that come one after another are acknowledged. */
async function acknowledged(mails: readonly Mail[], everyMs: number, from = nine): Promise<number> {
  const limits = memoryLimits()
  let sent = 0
  for (const [n, mail] of mails.entries()) {
    if (await lets(limits, mail, later(from, n * everyMs))) sent++
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
    ['that does so at a university', (n) => ({ sender: `robot@m${n}.college.edu` })],
    ['whose sender is a letter', (n) => ({ sender: `${letter(n)}@bounce.example` })],
    ['whose sender is a letter and a number', (n) => ({ sender: `a${n}@bounce.example` })],
    ['whose subject gains prefixes', (n) => ({ subject: `${'AW:Re:'.repeat(n)}Your request` })],
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

describe.each(['bounce.example', 'gmail.com'])('at %s', (domain) => {
  const whole = 'newsrobot'
  it.each<[string, (n: number) => string]>([
    [
      'changes by a byte in ever another place',
      (n) => `${whole.slice(0, n % 9)}${letter(n)}${whole.slice((n % 9) + 1)}`,
    ],
    ['loses a byte in ever another place', (n) => `${whole.slice(0, n % 9)}${whole.slice((n % 9) + 1)}`],
    ['gains one there', (n) => `${whole.slice(0, n % 9)}${letter(n)}${whole.slice(n % 9)}`],
    ['gains a byte each time', (n) => `${whole}${'abcdefghijklmnopqrstuvwxyz'.repeat(2).slice(0, n)}`],
    ['gains one in front', (n) => `${'x'.repeat(n)}${whole}`],
    ['gains one in ever another place', (n) => `robots${'x'.repeat(n % 7)}office`],
    ['changes by another byte each time, and stays so', (n) => changedFor(n)],
    ['has its dots in ever other places', (n) => `n${n & 1 ? '.' : ''}e${n & 2 ? '.' : ''}ws`],
  ])('a loop whose sender %s stops within 5', async (_, local) => {
    for (const begun of [nine, ...aroundMidnight])
      for (const every of [20 * SECOND, 2 * MINUTE, 5 * MINUTE, 20 * MINUTE])
        expect(
          await acknowledged(
            many(40, (n) => ({ sender: `${local(n)}@${domain}` })),
            every,
            begun,
          ),
        ).toBeLessThanOrEqual(5)
  })

  /** By the change that made the one before it, and one more. */
  function changedFor(n: number): string {
    let name = 'wanderer'
    for (let i = 0; i < n; i++)
      name = `${name.slice(0, (i * 3) % 8)}${letter(i * 11)}${name.slice(((i * 3) % 8) + 1)}`
    return name
  }

  const letters = 'abcdefghijklmnopqrstuvwxyz-_'
  const changes = (bytes: string) =>
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...bytes), fc.constantFrom('replaced', 'gained', 'lost')), {
      minLength: 20,
      maxLength: 20,
    })
  const changed = (sender: string, [where, by, how]: [number, string, string]) => {
    const at = where % sender.length
    if (how === 'lost' && sender.length > 7) return sender.slice(0, at) + sender.slice(at + 1)
    return sender.slice(0, at) + by + sender.slice(how === 'gained' ? at : at + 1)
  }
  const sentTo = (senders: readonly string[], minutes: number) =>
    acknowledged(
      many(20, (n) => ({ sender: `${senders[n]}@${domain}` })),
      minutes * MINUTE,
    )
  const minutes = fc.integer({ min: 1, max: 90 })

  test.prop([fc.stringMatching(/^[a-z]{6,20}$/), changes(`${letters}+0123456789`), minutes], {
    numRuns: 300,
  })('a loop stops within 5 whose sender changes by any byte', async (name, all, every) => {
    const senders = all.map((one) => changed(name, one))
    expect(await sentTo(senders, every)).toBeLessThanOrEqual(5)
  })

  test.prop([fc.stringMatching(/^[a-z]{8,20}$/), changes(letters), minutes], { numRuns: 300 })(
    'a loop stops within 5 whose sender changes by one byte more each time',
    async (name, all, every) => {
      let sender = name
      const senders = all.map((one) => (sender = changed(sender, one)))
      expect(await sentTo(senders, every)).toBeLessThanOrEqual(5)
    },
  )
})

it.each(['bot', 'info', 'mail'])(
  'a loop whose sender is %s but for a byte stops within 5 at a provider',
  async (name) => {
    const at = (n: number) => (n * 7) % name.length
    const sender = (n: number) => `${name.slice(0, at(n))}${letter(n * 5)}${name.slice(at(n) + 1)}@web.de`
    for (const every of [20 * SECOND, 5 * MINUTE, 20 * MINUTE])
      expect(
        await acknowledged(
          many(40, (n) => ({ sender: sender(n) })),
          every,
        ),
      ).toBeLessThanOrEqual(5)
  },
)

it('a loop stops within 5 among many others of its provider who write under its subject', async () => {
  const limits = memoryLimits()
  let sent = 0
  for (let n = 0; n < 300; n++) {
    const other = {
      sender: `${letter(n)}${letter(n / 26)}${letter(n * 7)}.${letter(n * 3).repeat(3 + (n % 9))}@gmail.com`,
    }
    const robot = { sender: `rob${letter(n)}t@gmail.com` }
    await lets(limits, { ...other, subject: '', thread: `o-${n}` }, later(nine, n * MINUTE))
    if (
      n % 5 === 0 &&
      (await lets(limits, { ...robot, subject: '', thread: `r-${n}` }, later(nine, n * MINUTE)))
    )
      sent++
  }
  expect(sent).toBe(5)
})

it('a loop that opens a new thread under a new subject each time stops within 5 in an hour', async () => {
  const loop = many(100, (n) => ({ subject: `Your request - ${letter(n)}${letter(n * 7)}` }))
  expect(await acknowledged(loop, 11 * MINUTE)).toBe(5)
})

it('a company gets twenty under one subject, and no more until it is quiet, whoever writes', async () => {
  const crowd = (subject: (n: number) => string) =>
    many(600, (n) => ({
      sender: `${letter(n)}${letter(n / 26)}${letter(n * 3).repeat(3 + (n % 5))}@big.example`,
      subject: subject(n),
    }))
  expect(
    await acknowledged(
      crowd(() => 'Timetable'),
      20 * SECOND,
    ),
  ).toBe(20)
  expect(
    await acknowledged(
      crowd((n) => `Timetable ${n}`),
      20 * SECOND,
    ),
  ).toBeGreaterThan(40)
})

it('look-alikes are refused as the pattern that they are', async () => {
  const limits = memoryLimits()
  const reasons: unknown[] = []
  for (const sender of ['robot', 'rebot', 'rabot', 'rubot'])
    reasons.push(
      await spendBudgets(
        `p-${sender}` as ContactId,
        { sender: `${sender}@bounce.example`, subject: '', thread: sender, inbox: 'help@homeward.example' },
        nine,
        limits,
      ),
    )
  expect(reasons).toEqual([undefined, undefined, undefined, 'limit-pattern'])
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
  const limits = memoryLimits()
  for (let n = 0; n < 2_000; n++)
    await lets(
      limits,
      { sender: 'robot@big.example', subject: `About ${n}`, thread: `t-${n}` },
      later(nine, n * 30),
    )
  const colleague = { sender: 'anna.weber@big.example', subject: 'My invoice', thread: 'a' }
  const stranger = { sender: 'carl.diaz@small.example', subject: 'My order', thread: 'c' }
  expect(await lets(limits, colleague, later(nine, MINUTE))).toBe(true)
  expect(await lets(limits, stranger, later(nine, MINUTE))).toBe(true)
})

describe('people are acknowledged', () => {
  it('who are strangers under one subject, a hundred in a day; of a thousand, every fifth of all such names, most', async () => {
    const firsts = `thomas michael anna maria sabine claudia julia laura lisa sarah lena jan tim max lukas peter andreas
      stefan christian martin daniel markus petra katrin nina eva hans karl paul felix jonas noah emma clara nora uwe`
    const lasts = `mueller schmidt fischer weber meyer wagner becker schulz koch bauer klein wolf braun richter neumann
      schwarz zimmermann krueger hofmann lange krause meier lehmann maier huber kaiser fuchs peters lang scholz`
    for (const seed of [1, 2, 3]) {
      const random = new Random(seed)
      const oneOf = (names: string) => random.pick(names.split(/\s+/) as [string, ...string[]])
      const called = () => {
        const [given, family, digits] = [oneOf(firsts), oneOf(lasts), 50 + random.below(50)]
        return random.pick([
          `${given}${digits}`,
          `${given}.${family}`,
          `${given[0]}.${family}`,
          `${family}${digits}`,
        ])
      }
      const acknowledgedOf = async (count: number) => {
        const names = new Set<string>()
        while (names.size < count) names.add(called())
        const strangers = [...names].map((name) => ({ sender: `${name}@web.de`, subject: 'Bestellung' }))
        return acknowledged(
          many(count, (n) => strangers[n]!),
          DAY / count,
        )
      }
      expect({ seed, sent: await acknowledgedOf(100) }).toEqual({ seed, sent: 100 })
      expect({ seed, most: (await acknowledgedOf(1_000)) > 900 }).toEqual({ seed, most: true })
    }
  })

  it('who order five times on each working day, for a month', async () => {
    let sent = 0
    const limits = memoryLimits()
    for (let day = 0; day < 30; day++)
      for (let order = 0; order < 5; order++) {
        const mail = {
          sender: 'purchasing@big.example',
          subject: `Order ${day * 5 + order}`,
          thread: `t-${day}-${order}`,
        }
        if (await lets(limits, mail, later(nine, day * DAY + order * 2 * HOUR))) sent++
      }
    expect(sent).toBe(150)
  })

  it('who order ten times a day from six to half past seven, day after day', async () => {
    let sent = 0
    const limits = memoryLimits()
    for (let day = 0; day < 5; day++)
      for (let order = 0; order < 10; order++) {
        const n = day * 10 + order
        const mail = { sender: 'eva@big.example', subject: `Order #${4711 + n}`, thread: `t-${n}` }
        if (await lets(limits, mail, later(nine, day * DAY - 3 * HOUR + order * 90 * MINUTE))) sent++
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
    const limits = memoryLimits()
    for (let n = 0; n < 60; n++)
      await lets(
        limits,
        {
          sender: `${letter(n)}${letter(n / 26)}${n}@stud.uni.example`,
          subject: `About ${n}`,
          thread: `s-${n}`,
        },
        later(nine, n * SECOND),
      )
    const staff = { sender: 'carla.diaz@uni.example', subject: 'My order', thread: 'c' }
    expect(await lets(limits, staff, later(nine, MINUTE))).toBe(true)
  })

  it.each<[string, (n: number) => string]>([
    ['of two letters', (n) => `${letter(n)}${letter(n * 7)}`],
    ['of two letters and a number', (n) => `${letter(n)}${letter(n * 7)}${100 + n * 37}`],
    ['of two initials', (n) => `${letter(n)}.${letter(n * 7)}`],
    [
      'of two letters of the first name and two of the last',
      (n) => `${['an', 'ma', 'ju', 'th'][n % 4]}${['mu', 'sc', 'we', 'ko', 'be'][n % 5]}`,
    ],
    [
      'of an initial and a last name',
      (n) => `${letter(n * 5)}${['mueller', 'schmidt', 'weber', 'koch', 'becker', 'wolf', 'braun'][n % 7]}`,
    ],
  ])('who have names %s at one company', async (_, name) => {
    const colleagues = many(20, (n) => ({ sender: `${name(n)}@big.example`, subject: 'Timetable' }))
    expect(await acknowledged(colleagues, 20 * MINUTE)).toBe(20)
  })

  it.each(['info', 'kontakt'])('who write from %s@ at companies whose domains are alike', async (local) => {
    const domains = ['mayer.de', 'maier.de', 'meier.de', 'meyer.de', 'mayr.de', 'bayer.de', 'ab.de', 'ac.de']
    const firms = many(8, (n) => ({ sender: `${local}@${domains[n]}`, subject: 'Angebot' }))
    expect(await acknowledged(firms, MINUTE)).toBe(8)
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
