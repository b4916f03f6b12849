import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../../local/events/pattern.ts'
import { matches } from './matching.ts'

describe('a pattern that is not valid', () => {
  it.each([
    ['{"version": 0‸}', '"version" must be an object or an array'],
    ['{"source": "‸aws.connect"}', '"source" must be an object or an array'],
    ['{"detail-type": []‸}', 'Empty arrays are not allowed'],
    ['{"detail": {"queueInfo": {}‸}}', 'Empty objects are not allowed'],
    ['{"channel": [{"EXISTS": true‸}]}', 'Unrecognized match type EXISTS'],
    ['{"detail": {"hours": [{"NUMERIC": [‸"=", 16]}]}}', 'Unrecognized match type NUMERIC'],
    ['{"owner": [{"__proto__": 1‸}]}', 'Unrecognized match type __proto__'],
    ['{"detail": {"hours": [{"numeric": [">=", 8, ">"‸, 16]}]}}', 'Bad numeric range operator: >'],
    ['{"detail": {"hours": [{"numeric": [">", 8, "<="]‸}]}}', 'Value of <= must be numeric'],
    ['{"subject": [{"prefix": 17‸}]}', 'prefix match pattern must be a string'],
    ['{"subject": [{"prefix": [‸"RE:", "AW:"]}]}', 'prefix match pattern must be a string'],
    ['{"attachment": [{"suffix": 17‸}]}', 'suffix match pattern must be a string'],
    ['{"sender": [{"wildcard": 17‸}]}', 'wildcard match pattern must be a string'],
    ['{"sender": [{"wildcard": "ana@**"‸}]}', 'Consecutive wildcard characters at pos 5'],
    ['{"sender": [{"wildcard": "ana\\\\@"‸}]}', 'Invalid escape character at pos 4'],
    ['{"owner": [[‸"ana"]]}', 'Match value must be String, number, true, false, or null'],
    ['{"owner": [{"exists": "‸maybe"}]}', 'exists match pattern must be either true or false.'],
    [
      '{"owner": [{"anything-but": null‸}]}',
      'Value of anything-but must be an array or single string/number value.',
    ],
    [
      '{"owner": [{"anything-but": ["ana", 16]‸}]}',
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    ],
    ['{"sender": [{"anything-but": {"prefix": ""‸}}]}', 'Null prefix/suffix not allowed'],
    [
      '{"sender": [{"anything-but": {"cidr": "‸198.51.100.0/26"}}]}',
      'Unsupported anything-but pattern: cidr',
    ],
    ['{"hours": [{"numeric": [">=", 16, "<=", 16]‸}]}', 'Bottom must be less than top'],
    ['{"hours": [{"numeric": ["<", 7.2e999]‸}]}', 'Cannot compare number : 7.2e999'],
    [
      '{"hours": [{"numeric": [">", 72000000000000001, "<", 8]‸}]}',
      'Cannot compare number : 72000000000000001',
    ],
    ['{"hours": [{"numeric": ["<>", 16‸]}]}', 'Unrecognized numeric range operator: <>'],
    ['{"hours": [{"numeric": []‸}]}', 'Invalid member in numeric match: ]'],
    ['{"sender": [{"prefix": "no-", "suffix": "‸.example"}]}', 'Only one key allowed in match expression'],
    ['{"$or": {‸"owner": ["ana"]}}', 'It must be an Array followed with $or.'],
    ['{"$or": [{"owner": ["ana"]}]‸}', 'There must have at least 2 Objects in $or relationship.'],
    [
      '{"$or": [{"suffix": [‸"Jr."]}, {"owner": ["ana"]}]}',
      'suffix is Ruler reserved fieldName which cannot be used inside $or.',
    ],
    ['[‸"aws.connect"]', 'Filter is not an object'],
    [
      "{‸'source': ['aws.connect']}",
      "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
    ],
    [
      '{"source": [connect‸]}',
      "Unrecognized token 'connect': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
  ])('says why, and that it had read until ‸: %s', (marked, reason) => {
    const [read = '', rest] = marked.split('‸')
    const source = `${read}${rest}`

    expect(() => compilePattern(source)).toThrow(
      expect.objectContaining({
        name: 'InvalidEventPatternException',
        message: `Event pattern is not valid. Reason: ${reason}\n at [Source: (String)"${source}"; line: 1, column: ${read.length + 1}]`,
      }),
    )
  })

  it.each([
    ['{"sender": [{"cidr": "198.51.100.64"}]}', "Malformed CIDR, one '/' required"],
    ['{"sender": [{"cidr": "198.51.100.64/32"}]}', 'IPv4 mask bits must be < 32'],
    ['{"sender": [{"cidr": "198.51.100.ana/26"}]}', 'Nonstandard IP address: 198.51.100.ana'],
    ['{"hours": [{"anything-but": [16, 7.2e999]}]}', 'Cannot compare number : 7.2e999'],
    [
      '{"sender": [{"wildcard": "*.*.*.*.*.homeward*"}]}',
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    ],
  ])('says only why: %s', (source, reason) => {
    expect(() => compilePattern(source)).toThrow(`Event pattern is not valid. Reason: ${reason}`)
  })

  it.each([
    [
      '{"hours": [{"anything-but": [16, null]}]}',
      'Inside anything but list, start|null|boolean is not supported.',
    ],
    [
      '{"sender": [{"anything-but": {"prefix": [17, "no-"]}}]}',
      'prefix/suffix match pattern must be a string',
    ],
  ])('says twice where the list of %s is wrong', (source, reason) => {
    const twice = new RegExp(
      `Reason: ${reason.replace(/[|./]/g, '\\$&')}(\\n at \\[Source: \\(String\\).*column: \\d+\\]){2}$`,
    )

    expect(() => compilePattern(source)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(twice) }),
    )
  })

  it('breaks the service where it excludes no text at all', () => {
    expect(() => compilePattern('{"sender": [{"anything-but": {"prefix": []}}]}')).toThrow(
      expect.objectContaining({ name: 'InternalFailure', message: '' }),
    )
  })

  it('is not a wildcard that repeats itself a little', () => {
    const wildcard = 'Mail 1* re: re: re: re: re: my parcel'

    expect(matches({ subject: [{ wildcard }] }, { subject: 'Mail 17 re: re: re: re: re: my parcel' })).toBe(
      true,
    )
  })

  it.each([
    ['one wildcard for each of four teams', ['*no-', '*re-', '*fw-', '*aw-'], true],
    ['five anywhere in the text', ['*no-*', '*re-*', '*fw-*', '*aw-*', '*tr-*'], false],
    ['ten that begin differently', [...'abcdefghij'].map((letter) => `${letter}*@`), true],
    ['eleven that begin differently', [...'abcdefghijk'].map((letter) => `${letter}*@`), false],
    ['one that is written three times', ['*ana*', '*ana*', '*ana*'], false],
  ])('counts the wildcards of a field together: %s', (_, wildcards, taken) => {
    const compile = () =>
      compilePattern(JSON.stringify({ sender: wildcards.map((wildcard) => ({ wildcard })) }))

    if (taken) expect(compile).not.toThrow()
    else expect(compile).toThrow('Rule is too complex')
  })

  it('counts a wildcard once that anything-but excludes three times', () => {
    const source = (wildcard: string[]) => JSON.stringify({ sender: [{ 'anything-but': { wildcard } }] })

    expect(() => compilePattern(source(['*ana*', '*ana*', '*ana*']))).not.toThrow()
    expect(() => compilePattern(source(['*no-*', '*re-*', '*fw-*', '*aw-*', '*tr-*']))).toThrow(
      'Rule is too complex',
    )
  })

  it('is one whose $or multiplies beyond a thousand combinations', () => {
    const ways = Array.from({ length: 11 }, (_, hours) => ({ [`after${hours}`]: [hours] }))
    const deep = { owner: { $or: ways }, inbox: { $or: ways }, queue: { $or: ways } }

    expect(() => compilePattern(JSON.stringify(deep))).toThrow(
      'Event pattern is not valid. Reason: Or operator is producing over 1000 rule combinations',
    )
  })
})
