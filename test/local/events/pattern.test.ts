import { describe, expect, it } from 'vitest'
import { matches, matchesText } from './matching.ts'

/** A pattern's list for a field, values of the field that match and values that do not. `undefined`: no such field. */
const TABLE: [name: string, list: unknown[], yes: unknown[], no: unknown[]][] = [
  [
    'a string',
    ['ana'],
    ['ana', ['ben', 'ana']],
    ['Ana', 'anabel', 1, null, [], undefined, { username: 'ana' }],
  ],
  ['any of several', ['QUEUED', 'ENDED'], ['QUEUED', 'ENDED', ['MISSED', 'ENDED']], ['MISSED', []]],
  ['a number', [57_600], [57_600], ['57600', 57_600.5, true, null]],
  ['true', [true], [true], ['true', false, 1]],
  ['null', [null], [null, [null]], ['', 'null', 0, [], undefined]],
  ['the empty string', [''], [''], [null, ' ', undefined]],
  ['an account number', ['111122223333'], ['111122223333'], [111_122_223_333]],
  ['a number beyond five billion by its text', [111_122_223_333], [111_122_223_333], ['111122223333']],
  ['prefix', [{ prefix: 'RE: ' }], ['RE: ', 'RE: my parcel'], ['Re: my parcel', 'FW: RE: it', 1, null]],
  ['an empty prefix', [{ prefix: '' }], ['', 'my parcel'], [1, null]],
  ['prefix ignoring case', [{ prefix: { 'equals-ignore-case': 'rE:' } }], ['re:', 'RE:it'], ['r', 'fw:re:']],
  [
    'suffix',
    [{ suffix: '@homeward.example' }],
    ['@homeward.example', 'ana@homeward.example'],
    ['ana@Homeward.example', 'homeward.example', 1],
  ],
  [
    'suffix ignoring case',
    [{ suffix: { 'equals-ignore-case': '.eMl' } }],
    ['mail.EML', 'mail.eml'],
    ['mail.txt'],
  ],
  [
    'equals-ignore-case',
    [{ 'equals-ignore-case': 'SuppoRT' }],
    ['support', 'SUPPORT'],
    ['suppor', 'supports', 1],
  ],
  [
    'wildcard',
    [{ wildcard: 'held*for*ana' }],
    ['heldforana', 'held 16 hours for you, ana', 'heldforforanaana'],
    ['heldfor', 'held for anabel', 'is held for ana', 1],
  ],
  ['a wildcard at both ends', [{ wildcard: '*parcel*' }], ['parcel', 'my parcel 17'], ['parce']],
  ['only a wildcard', [{ wildcard: '*' }], ['', 'ana'], [1, null]],
  ['an escaped wildcard', [{ wildcard: 'c\\*17\\\\*' }], ['c*17\\', 'c*17\\held'], ['c-17\\', 'c*17']],
  ['pieces that may not overlap', [{ wildcard: 'ana*ana' }], ['anaana', 'ana, Ana, ana'], ['ana', 'anana']],
  [
    'anything but a string',
    [{ 'anything-but': 'ana' }],
    ['ben', 1, null, true, ['ana', 'ben']],
    ['ana', ['ana'], undefined, []],
  ],
  ['anything but strings', [{ 'anything-but': ['ana', 'ben'] }], ['cleo', null], ['ana', 'ben']],
  ['anything but a number', [{ 'anything-but': 16 }], [17, '16', null], [16]],
  ['anything but numbers', [{ 'anything-but': [8, 16] }], [12, 'ana'], [8, 16]],
  ['anything but a prefix', [{ 'anything-but': { prefix: 'no-' } }], ['ana', 1, null], ['no-', 'no-reply']],
  [
    'anything but prefixes',
    [{ 'anything-but': { prefix: ['no-', 'mailer-'] } }],
    ['nora'],
    ['no-reply', 'mailer-daemon'],
  ],
  ['anything but a suffix', [{ 'anything-but': { suffix: '.invalid' } }], ['a.example'], ['a.invalid']],
  [
    'anything but ignoring case',
    [{ 'anything-but': { 'equals-ignore-case': ['spam', 'virus'] } }],
    ['mail'],
    ['SPAM', 'virus'],
  ],
  ['anything but a wildcard', [{ 'anything-but': { wildcard: '*-reply@*' } }], ['ana@', 1], ['no-reply@a']],
  ['anything but an empty wildcard', [{ 'anything-but': { wildcard: '' } }], ['ana'], ['']],
  ['equal to a number', [{ numeric: ['=', 1.9] }], [1.9], [1, '1.9', 1.900001]],
  ['greater', [{ numeric: ['>', 16] }], [16.0000001, 5.1e9, 1e100], [16, -17, '17', null]],
  ['a range', [{ numeric: ['>', 0, '<=', 16] }], [16, 0.5], [0, 16.000001]],
  ['at least, below', [{ numeric: ['>=', -8, '<', 16] }], [-8, 15.999999], [16, -8.000001]],
  ['less', [{ numeric: ['<', 16] }], [-5e9, 15], [16]],
  ['existing', [{ exists: true }], ['ana', null, false, [16]], [undefined, {}, [], { username: 'ana' }]],
  ['absent', [{ exists: false }], [undefined, {}, [], { username: 'ana' }], ['ana', null, [16]]],
  ['absent or given', ['ana', { exists: false }], ['ana', undefined], ['ben']],
  [
    'an IPv4 network',
    [{ cidr: '198.51.100.64/26' }],
    ['198.51.100.127', '198.51.100.64'],
    ['198.51.100.128', '198.51.100', 198, '::c633:6440'],
  ],
  [
    'an IPv6 network',
    [{ cidr: '2001:db8:16::/48' }],
    ['2001:db8:16:1::1'],
    ['2001:db8:17::', '198.51.100.64'],
  ],
  [
    'a network by any address in it',
    [{ cidr: '198.51.100.070/26' }],
    ['198.51.100.70', '198.51.100.64'],
    ['198.51.100.63'],
  ],
  [
    'an IPv4 network in an IPv6 address',
    [{ cidr: '198.51.100.64/26' }],
    ['c633:6440::16'],
    ['c633:6480::16'],
  ],
  [
    'all addresses, and numbers with them',
    [{ cidr: '::/0' }],
    ['198.51.100.64', '2001:db8::16', 16],
    ['ana', null, true],
  ],
  ['an address, however it is written', ['2001:db8::16'], ['2001:0db8:0:0:0:0:0:16'], ['2001:db8::17']],
]

describe('an event pattern', () => {
  it.each(TABLE)('knows %s', (_, list, yes, no) => {
    for (const seen of yes) expect([seen, matches({ seen: list }, { seen })]).toEqual([seen, true])
    for (const seen of no) expect([seen, matches({ seen: list }, { seen })]).toEqual([seen, false])
  })

  it('compares numbers as numbers, whatever their spelling', () => {
    for (const spelling of ['57600', '57600.0', '5.76e4', '576E+2', '57600.000000'])
      expect(matchesText('{"seconds":[57600]}', `{"seconds":${spelling}}`)).toBe(true)
    expect(matchesText('{"pace":[{"numeric":["=",19e-1]}]}', '{"pace":1.9}')).toBe(true)
    expect(matchesText('{"waiting":[-0]}', '{"waiting":0}')).toBe(true)
    expect(matchesText('{"seconds":[7200000000]}', '{"seconds":7.2e9}')).toBe(true)
    expect(matchesText('{"pace":[1.9000001]}', '{"pace":1.9000001}')).toBe(true)
  })

  it('compares what a double cannot hold by its digits if it is whole, and never otherwise', () => {
    expect(matchesText('{"id":[72000000000000001]}', '{"id":72000000000000001}')).toBe(true)
    expect(matchesText('{"id":[72000000000000001]}', '{"id":72000000000000000}')).toBe(false)
    expect(matchesText('{"id":[{"numeric":[">",0]}]}', '{"id":72000000000000001}')).toBe(false)
    for (const pace of ['1.9000000000000000001', '7.2e999', '7.2e-999'])
      expect(matchesText(`{"pace":[${pace}]}`, `{"pace":${pace}}`)).toBe(false)
  })

  it('ignores the case of a letter that becomes several, and reads half an emoji as a question mark', () => {
    const seen = (list: object[], text: string) => matches({ seen: list }, { seen: text })
    expect(seen([{ 'equals-ignore-case': 'weiß' }], 'WEISS')).toBe(true)
    expect(seen([{ 'equals-ignore-case': 'weiß' }], 'weiss')).toBe(false)
    expect(seen([{ suffix: { 'equals-ignore-case': 'ş\u0130' } }], 'Kişi\u0307')).toBe(true)
    expect(seen([{ 'equals-ignore-case': 'Ana \u{1f600}' }], 'ana \u{1f600}')).toBe(false)
    expect(seen([{ 'equals-ignore-case': 'Ana \u{1f600}' }], 'ana ??')).toBe(true)
  })

  it('asks every field that it names, at any depth and by dotted name', () => {
    const event = {
      source: 'aws.connect',
      detail: { queueInfo: { queueType: 'STANDARD' }, 'agentInfo.offers': 2 },
    }
    const standard = { detail: { queueInfo: { queueType: ['STANDARD'] } } }
    expect(matches({ source: ['aws.connect'], ...standard }, event)).toBe(true)
    expect(matches({ source: ['aws.ses'], ...standard }, event)).toBe(false)
    expect(matches({ 'detail.queueInfo.queueType': ['STANDARD'] }, event)).toBe(true)
    expect(matches({ detail: { agentInfo: { offers: [2] } } }, event)).toBe(true)
    expect(matches({ Source: ['aws.connect'] }, event)).toBe(false)
  })

  it('never takes two fields from two elements of one array', () => {
    const event = {
      steps: [
        { owner: 'ana', hours: 16 },
        { owner: 'ben', hours: 8, skills: [{ language: 'pt' }, { inbox: 'billing' }] },
      ],
    }
    expect(matches({ steps: { owner: ['ana'], hours: [16] } }, event)).toBe(true)
    expect(matches({ steps: { owner: ['ana'], hours: [8] } }, event)).toBe(false)
    expect(matches({ steps: { owner: ['ben'], skills: { language: ['pt'] } } }, event)).toBe(true)
    expect(matches({ steps: { skills: { language: ['pt'], inbox: ['billing'] } } }, event)).toBe(false)
    expect(matches({ steps: { owner: ['ana'], skills: { language: [{ exists: false }] } } }, event)).toBe(
      true,
    )
  })

  it('sees through arrays of arrays', () => {
    expect(matches({ owners: ['ana'] }, { owners: [['ben'], ['ana']] })).toBe(true)
  })

  it('takes a field that is named twice as named last', () => {
    expect(matchesText('{"owner":["ana"],"owner":["ben"]}', '{"owner":"ben"}')).toBe(true)
    expect(matchesText('{"owner":["ana"],"owner":["ben"]}', '{"owner":"ana"}')).toBe(false)
    const both = '{"detail":{"owner":["ana"]},"detail":{"channel":["EMAIL"]}}'
    expect(matchesText(both, '{"detail":{"owner":"ben","channel":"EMAIL"}}')).toBe(false)
  })
})

describe('$or', () => {
  const pattern = {
    channel: ['EMAIL'],
    $or: [
      { owner: ['ana'] },
      { inbox: ['support'], $or: [{ hours: [16] }, { takenBack: [{ exists: false }] }] },
    ],
    detail: { $or: [{ queue: ['day'] }, { shift: ['night'] }] },
  }
  const [day, night] = [{ queue: 'day' }, { shift: 'night' }]

  it.each([
    [{ channel: 'EMAIL', owner: 'ana', detail: day }, true],
    [{ channel: 'EMAIL', inbox: 'support', hours: 16, takenBack: true, detail: night }, true],
    [{ channel: 'EMAIL', inbox: 'support', detail: night }, true],
    [{ channel: 'EMAIL', inbox: 'support', takenBack: true, detail: night }, false],
    [{ channel: 'EMAIL', owner: 'ana', detail: {} }, false],
    [{ channel: 'VOICE', owner: 'ana', detail: day }, false],
  ])('may be nested and repeated: %j → %s', (event, expected) => {
    expect(matches(pattern, event)).toBe(expected)
  })
})
