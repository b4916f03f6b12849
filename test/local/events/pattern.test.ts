import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leavesOf } from '../../../local/events/leaves.ts'
import { compilePattern } from '../../../local/events/pattern.ts'
import { readJson } from '../../../local/json-tokens.ts'

const matchesText = (pattern: string, event: string) => compilePattern(pattern)(leavesOf(readJson(event)))
const matches = (pattern: object, event: object) =>
  matchesText(JSON.stringify(pattern), JSON.stringify(event))

/** A pattern's list for the field `a`, values of `a` that match and values that do not. `undefined`: no such field. */
const TABLE: [name: string, list: unknown[], yes: unknown[], no: unknown[]][] = [
  ['a string', ['x'], ['x', ['y', 'x']], ['X', 'xy', 1, null, [], undefined, { b: 'x' }]],
  ['any of several', ['x', 'y'], ['x', 'y', ['z', 'y']], ['z', []]],
  ['a number', [300], [300], ['300', 300.1, true, null]],
  ['true', [true], [true], ['true', false, 1]],
  ['null', [null], [null, [null]], ['', 'null', 0, [], undefined]],
  ['the empty string', [''], [''], [null, ' ', undefined]],
  ['an account number', ['111122223333'], ['111122223333'], [111_122_223_333]],
  ['a number beyond five billion by its text', [111_122_223_333], [111_122_223_333], ['111122223333']],
  ['prefix', [{ prefix: 'ab' }], ['ab', 'abc'], ['Ab', 'cab', 1, null]],
  ['an empty prefix', [{ prefix: '' }], ['', 'x'], [1, null]],
  ['prefix ignoring case', [{ prefix: { 'equals-ignore-case': 'aB' } }], ['ab', 'ABc'], ['a', 'cab']],
  ['suffix', [{ suffix: '.png' }], ['.png', 'a.png'], ['a.PNG', 'png', 1]],
  ['suffix ignoring case', [{ suffix: { 'equals-ignore-case': '.pNg' } }], ['a.PNG', 'a.png'], ['a.jpg']],
  ['equals-ignore-case', [{ 'equals-ignore-case': 'ALIce' }], ['alice', 'ALICE'], ['alic', 'alicee', 1]],
  ['wildcard', [{ wildcard: 'a*b*c' }], ['abc', 'aXbYc', 'abbcc'], ['ab', 'abcd', 'xabc', 1]],
  ['a wildcard at both ends', [{ wildcard: '*dir*' }], ['dir', 'a/dir/b'], ['di']],
  ['only a wildcard', [{ wildcard: '*' }], ['', 'x'], [1, null]],
  ['an escaped wildcard', [{ wildcard: 'a\\*b\\\\*' }], ['a*b\\', 'a*b\\c'], ['aXb\\', 'a*b']],
  ['pieces that may not overlap', [{ wildcard: 'aba*aba' }], ['abaaba', 'abaXaba'], ['aba', 'ababa']],
  [
    'anything but a string',
    [{ 'anything-but': 'x' }],
    ['y', 1, null, true, ['x', 'y']],
    ['x', ['x'], undefined, []],
  ],
  ['anything but strings', [{ 'anything-but': ['x', 'y'] }], ['z', null], ['x', 'y']],
  ['anything but a number', [{ 'anything-but': 5 }], [6, '5', null], [5]],
  ['anything but numbers', [{ 'anything-but': [5, 6] }], [7, 'x'], [5, 6]],
  ['anything but a prefix', [{ 'anything-but': { prefix: 'in' } }], ['out', 1, null], ['in', 'init']],
  ['anything but prefixes', [{ 'anything-but': { prefix: ['in', 'up'] } }], ['out'], ['init', 'upper']],
  ['anything but a suffix', [{ 'anything-but': { suffix: '.txt' } }], ['a.png'], ['a.txt']],
  [
    'anything but ignoring case',
    [{ 'anything-but': { 'equals-ignore-case': ['a', 'b'] } }],
    ['c'],
    ['A', 'b'],
  ],
  ['anything but a wildcard', [{ 'anything-but': { wildcard: '*/dir/*' } }], ['x', 1], ['a/dir/b']],
  ['anything but an empty wildcard', [{ 'anything-but': { wildcard: '' } }], ['x'], ['']],
  ['equal to a number', [{ numeric: ['=', 301.8] }], [301.8], [301, '301.8', 301.800001]],
  ['greater', [{ numeric: ['>', 0] }], [0.000001, 5e9], [0, -1, '1', null, 5.1e9]],
  ['a range', [{ numeric: ['>', 0, '<=', 5] }], [5, 0.5], [0, 5.000001]],
  ['at least, below', [{ numeric: ['>=', -5, '<', 5] }], [-5, 4.999999], [5, -5.000001]],
  ['less', [{ numeric: ['<', 10] }], [-5e9, 9], [10]],
  ['existing', [{ exists: true }], ['x', null, false, [1]], [undefined, {}, [], { b: 1 }]],
  ['absent', [{ exists: false }], [undefined, {}, [], { b: 1 }], ['x', null, [1]]],
  ['absent or given', ['x', { exists: false }], ['x', undefined], ['y']],
  [
    'an IPv4 network',
    [{ cidr: '10.0.0.0/24' }],
    ['10.0.0.255', '10.0.0.0'],
    ['10.0.1.0', '10.0.0', 10, '::a00:0'],
  ],
  ['an IPv6 network', [{ cidr: '2001:db8::/32' }], ['2001:db8:0:1::1'], ['2001:db9::', '10.0.0.1']],
  ['a range from an address in the network', [{ cidr: '10.0.0.5/24' }], ['10.0.0.5'], ['10.0.0.4']],
  ['an address, however it is written', ['2001:db8::1'], ['2001:0db8:0:0:0:0:0:1'], ['2001:db8::2']],
]

describe('an event pattern', () => {
  it.each(TABLE)('knows %s', (_, list, yes, no) => {
    for (const value of yes) expect([value, matches({ a: list }, { a: value })]).toEqual([value, true])
    for (const value of no) expect([value, matches({ a: list }, { a: value })]).toEqual([value, false])
  })

  it('compares numbers as numbers, whatever their spelling', () => {
    for (const spelling of ['300', '300.0', '3.0e2', '3E+2', '300.000000'])
      expect(matchesText('{"a":[300]}', `{"a":${spelling}}`)).toBe(true)
    expect(matchesText('{"a":[{"numeric":["=",3.018e2]}]}', '{"a":301.8}')).toBe(true)
    expect(matchesText('{"a":[-0]}', '{"a":0}')).toBe(true)
    expect(matchesText('{"a":[6000000000]}', '{"a":6e9}')).toBe(false)
    expect(matchesText('{"a":[0.1234567]}', '{"a":0.1234567}')).toBe(true)
  })

  it('asks every field that it names, at any depth and by dotted name', () => {
    const event = { source: 's', detail: { b: { c: 'x' }, 'd.e': 1 } }
    expect(matches({ source: ['s'], detail: { b: { c: ['x'] } } }, event)).toBe(true)
    expect(matches({ source: ['t'], detail: { b: { c: ['x'] } } }, event)).toBe(false)
    expect(matches({ 'detail.b.c': ['x'] }, event)).toBe(true)
    expect(matches({ detail: { d: { e: [1] } } }, event)).toBe(true)
    expect(matches({ Source: ['s'] }, event)).toBe(false)
  })

  it('never takes two fields from two elements of one array', () => {
    const event = {
      list: [
        { a: 1, b: 2 },
        { a: 3, b: 4, d: [{ x: 1 }, { y: 2 }] },
      ],
    }
    expect(matches({ list: { a: [1], b: [2] } }, event)).toBe(true)
    expect(matches({ list: { a: [1], b: [4] } }, event)).toBe(false)
    expect(matches({ list: { a: [3], d: { x: [1] } } }, event)).toBe(true)
    expect(matches({ list: { d: { x: [1], y: [2] } } }, event)).toBe(false)
    expect(matches({ list: { a: [1], d: { x: [{ exists: false }] } } }, event)).toBe(true)
  })

  it('sees through arrays of arrays', () => {
    expect(matches({ a: ['x'] }, { a: [['y'], ['x']] })).toBe(true)
  })

  it('takes a field that is named twice as named last', () => {
    expect(matchesText('{"a":["x"],"a":["y"]}', '{"a":"y"}')).toBe(true)
    expect(matchesText('{"a":["x"],"a":["y"]}', '{"a":"x"}')).toBe(false)
    expect(matchesText('{"d":{"a":["x"]},"d":{"b":["y"]}}', '{"d":{"a":"z","b":"y"}}')).toBe(false)
  })
})

describe('$or', () => {
  const pattern = {
    source: ['s'],
    $or: [{ a: [1] }, { b: [2], $or: [{ c: [3] }, { d: [{ exists: false }] }] }],
    detail: { $or: [{ e: [5] }, { f: [6] }] },
  }
  it.each([
    [{ source: 's', a: 1, detail: { e: 5 } }, true],
    [{ source: 's', b: 2, c: 3, d: 1, detail: { f: 6 } }, true],
    [{ source: 's', b: 2, detail: { f: 6 } }, true],
    [{ source: 's', b: 2, d: 1, detail: { f: 6 } }, false],
    [{ source: 's', a: 1, detail: {} }, false],
    [{ source: 't', a: 1, detail: { e: 5 } }, false],
  ])('may be nested and repeated: %j → %s', (event, expected) => {
    expect(matches(pattern, event)).toBe(expected)
  })
})

describe('a pattern that is not valid', () => {
  it.each([
    ['{"int": 42}', '"int" must be an object or an array', 11],
    ['{"string": "my-value"}', '"string" must be an object or an array', 13],
    ['{"resources": []}', 'Empty arrays are not allowed', 17],
    ['{"detail": {}}', 'Empty objects are not allowed', 14],
    ['{"my_key": [{"EXISTS": true}]}', 'Unrecognized match type EXISTS', 28],
    ['{"detail": {"equal": [{"NUMERIC": ["=", 5]}]}}', 'Unrecognized match type NUMERIC', 36],
    ['{"a": [{"__proto__": 1}]}', 'Unrecognized match type __proto__', 23],
    ['{"detail": {"c-count": [{"numeric": [">", 0, ">", 0]}]}}', 'Bad numeric range operator: >', 49],
    ['{"detail": {"c-count": [{"numeric": [">", 0, "<"]}]}}', 'Value of < must be numeric', 50],
    ['{"time": [{"prefix": 123}]}', 'prefix match pattern must be a string', 25],
    ['{"time": [{"prefix": ["2022-07-13"]}]}', 'prefix match pattern must be a string', 23],
    ['{"FileName": [{"suffix": 123}]}', 'suffix match pattern must be a string', 29],
    ['{"EventBusArn": [{"wildcard": 123}]}', 'wildcard match pattern must be a string', 34],
    ['{"a": [{"wildcard": "x**"}]}', 'Consecutive wildcard characters at pos 2', 26],
    ['{"a": [{"wildcard": "a\\\\b"}]}', 'Invalid escape character at pos 2', 27],
    ['{"a": [["x"]]}', 'Match value must be String, number, true, false, or null', 9],
    ['{"a": [{"exists": "yes"}]}', 'exists match pattern must be either true or false.', 20],
    [
      '{"a": [{"anything-but": null}]}',
      'Value of anything-but must be an array or single string/number value.',
      29,
    ],
    [
      '{"a": [{"anything-but": ["x", 1]}]}',
      'Inside anything but list, either all values are number or string, mixed type is not supported',
      33,
    ],
    ['{"a": [{"anything-but": {"prefix": ""}}]}', 'Null prefix/suffix not allowed', 38],
    ['{"a": [{"anything-but": {"cidr": "x"}}]}', 'Unsupported anything-but pattern: cidr', 35],
    ['{"a": [{"numeric": [">", 5, "<", 5]}]}', 'Bottom must be less than top', 36],
    ['{"a": [{"numeric": [">", 6000000000]}]}', 'Value must be between -5.0E9 and 5.0E9, inclusive', 36],
    ['{"a": [{"prefix": "x", "suffix": "y"}]}', 'Only one key allowed in match expression', 35],
    ['{"$or": {"a": [1]}}', 'It must be an Array followed with $or.', 10],
    ['{"$or": [{"a": [1]}]}', 'There must have at least 2 Objects in $or relationship.', 21],
    [
      '{"$or": [{"prefix": ["a"]}, {"b": [1]}]}',
      'prefix is Ruler reserved fieldName which cannot be used inside $or.',
      22,
    ],
    ['["not", "a", "dict"]', 'Filter is not an object', 2],
    [
      "{'bad': 'quotation'}",
      "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
      2,
    ],
    [
      '{"not": closed mark"',
      "Unrecognized token 'closed': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      15,
    ],
  ])('says why and where: %s', (source, reason, column) => {
    expect(() => compilePattern(source)).toThrow(
      expect.objectContaining({
        name: 'InvalidEventPatternException',
        message: `Event pattern is not valid. Reason: ${reason}\n at [Source: (String)"${source}"; line: 1, column: ${column}]`,
      }),
    )
  })

  it.each([
    ['{"ip": [{"cidr": "10.0.0.0"}]}', "Malformed CIDR, one '/' required"],
    ['{"ip": [{"cidr": "10.0.0.0/32"}]}', 'IPv4 mask bits must be < 32'],
    ['{"ip": [{"cidr": "10.0.0.xx/8"}]}', 'Nonstandard IP address: 10.0.0.xx'],
    [
      '{"EventBusArn": [{"wildcard": "*:*:*:*:*:event-bus/*"}]}',
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    ],
  ])('says only why: %s', (source, reason) => {
    expect(() => compilePattern(source)).toThrow(`Event pattern is not valid. Reason: ${reason}`)
  })

  it('is not a wildcard that repeats itself a little', () => {
    expect(
      matches(
        { f: [{ wildcard: '/Users/*/dir/dir/dir/dir/dir/doc.txt' }] },
        { f: '/Users/ls/dir/dir/dir/dir/dir/doc.txt' },
      ),
    ).toBe(true)
  })

  it('is one whose $or multiplies beyond a thousand combinations', () => {
    const ways = Array.from({ length: 11 }, (_, index) => ({ [`f${index}`]: [index] }))
    const deep = { a: { $or: ways }, b: { $or: ways }, c: { $or: ways } }
    expect(() => compilePattern(JSON.stringify(deep))).toThrow(/Rule is too complex/)
  })
})

describe('properties of patterns', () => {
  const scalar = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.integer({ min: -1000, max: 1000 }),
    fc.boolean(),
    fc.constant(null),
  )
  const text = fc.string({ minLength: 1, maxLength: 4 })

  it('a value matches itself', () =>
    fc.assert(
      fc.property(scalar, (a) => {
        expect(matches({ a: [a] }, { a })).toBe(true)
      }),
    ))

  it('anything-but is the negation of exact on a field that is there', () =>
    fc.assert(
      fc.property(fc.oneof(text, fc.integer({ min: 0, max: 9 })), scalar, (a, value) => {
        expect(matches({ a: [{ 'anything-but': a }] }, { a: value })).toBe(!matches({ a: [a] }, { a: value }))
      }),
    ))

  it('a list is the disjunction of its elements', () =>
    fc.assert(
      fc.property(scalar, scalar, scalar, (x, y, a) => {
        expect(matches({ a: [x, y] }, { a })).toBe(matches({ a: [x] }, { a }) || matches({ a: [y] }, { a }))
      }),
    ))

  it('$or distributes over what stands beside it', () => {
    const digit = fc.integer({ min: 0, max: 2 })
    return fc.assert(
      fc.property(digit, digit, digit, fc.record({ a: digit, b: digit, c: digit }), (a, b, c, event) => {
        expect(matches({ a: [a], $or: [{ b: [b] }, { c: [c] }] }, event)).toBe(
          matches({ a: [a], b: [b] }, event) || matches({ a: [a], c: [c] }, event),
        )
      }),
    )
  })

  it('prefix, suffix and wildcard agree', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-c]{0,3}$/), fc.stringMatching(/^[a-c]{0,6}$/), (part, a) => {
        expect(matches({ a: [{ wildcard: `${part}*` }] }, { a })).toBe(
          matches({ a: [{ prefix: part }] }, { a }),
        )
        expect(matches({ a: [{ wildcard: `*${part}` }] }, { a })).toBe(
          matches({ a: [{ suffix: part }] }, { a }),
        )
        expect(matches({ a: [{ wildcard: part }] }, { a })).toBe(part === a)
      }),
    ))

  it('exists: false is the negation of exists: true', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), (a) => {
        expect(matches({ a: [{ exists: false }] }, { a })).toBe(!matches({ a: [{ exists: true }] }, { a }))
      }),
    ))

  it('reads JSON as JSON.parse does', () =>
    fc.assert(
      fc.property(fc.json(), (json) => {
        const plain = (node: ReturnType<typeof readJson>): unknown => {
          if (node.kind === 'object') return Object.fromEntries(node.entries.map(([k, v]) => [k, plain(v)]))
          if (node.kind === 'array') return node.items.map(plain)
          return node.kind === 'string' ? node.text : JSON.parse(node.text)
        }
        expect(JSON.stringify(plain(readJson(json)))).toBe(JSON.stringify(JSON.parse(json)))
      }),
    ))
})

it.each([
  ['{"a": [{"anything-but": [1, null]}]}', 'Inside anything but list, start|null|boolean is not supported.'],
  ['{"a": [{"anything-but": {"prefix": [1, "x"]}}]}', 'prefix/suffix match pattern must be a string'],
])('says the place of what is wrong in the list of %s twice', (source, reason) => {
  expect(() => compilePattern(source)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        new RegExp(
          `Reason: ${reason.replace(/[|./]/g, '\\$&')}(\\n at \\[Source: \\(String\\).*column: \\d+\\]){2}$`,
        ),
      ),
    }),
  )
})
