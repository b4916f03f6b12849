import { describe, expect, it } from 'vitest'
import { Random } from '../../../local/random.ts'
import { Expressions } from '../../../local/states/expressions.ts'
import { Timeline } from '../../../local/timeline.ts'
import { START } from './room.ts'

const timeline = new Timeline({ start: START, flowing: false })
const expressions = new Expressions(timeline, new Random(1))
const value = (template: any, input: any = {}) =>
  expressions.evaluate(template, 'Output/v', { states: { input }, variables: { n: 5 } })
const of = (source: string, input?: any) => value(`{% ${source} %}`, input)
const causeOf = (source: string) =>
  of(source).then(
    () => 'none',
    (failure) => failure.why,
  )

describe('a template', () => {
  it('is evaluated where the whole of a string is an expression, and nowhere else', async () => {
    const template = {
      sum: '{%1 + $n%}',
      text: ' {% 1 %} ',
      '{% 1 %}': 'key',
      list: [null, 0, true, '$states.input', '{% $states.input.a %}'],
    }

    expect(await value(template, { a: 'x' })).toEqual({
      sum: 6,
      text: ' {% 1 %} ',
      '{% 1 %}': 'key',
      list: [null, 0, true, '$states.input', 'x'],
    })
  })

  it.each([
    ['null', null],
    ['$states.input.a', [1]],
    ['$states.input.a[0]', 1],
    ['$states.input.l.{"id": id}', { id: 1 }],
    ['1/0', 'Infinity'],
    ['$merge([$states.input, {"b": 2}]).b', 2],
    ['[1..3]', [1, 2, 3]],
  ])('%s gives %j', async (source, expected) => {
    expect(await of(source, { a: [1], l: [{ id: 1 }] })).toEqual(expected)
  })
})

describe('the functions of Step Functions', () => {
  it.each([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$partition([1,2,3], 2.9)', [[1, 2], [3]]],
    ['$partition([1,2,3])', [[1, 2, 3]]],
    ['$range(0, 10, 2)', [0, 2, 4, 6, 8, 10]],
    ['$range(10, 0, -4)', [10, 6, 2]],
    ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
    ['$range(3, 3, 1)', 3],
    ["$hash('input', 'SHA-256')", 'c96c6d5be8d08a12e7b5cdc1b207fa6b2430974c86803d8891675e76fd992c20'],
    ["$hash('', 'MD5')", 'd41d8cd98f00b204e9800998ecf8427e'],
    ['$parse(\'{"a":[1]}\').a', [1]],
    ["$exists($parse('null'))", true],
    ['$random(42) = $random(42)', true],
    ['$random() = $random()', false],
    ['$uuid() = $uuid()', false],
    ['$millis()', START],
    ['$now()', '2026-03-02T09:00:00.000Z'],
    ["$now('[Y0001]-[M01]-[D01]')", '2026-03-02'],
    ['$toMillis($now()) = $millis()', true],
  ])('%s gives %j', async (source, expected) => {
    expect(await of(source)).toEqual(expected)
  })

  it.each([
    '$partition([], 2)',
    '$partition([1], 0)',
    '$range(5, 1, 1)',
    '$range(1, 5)',
    "$hash('a')",
    '$parse()',
  ])('%s gives nothing, which is an error', async (source) => {
    expect(await causeOf(source)).toBe(
      `The JSONata expression '${source}' specified for the field 'Output/v' returned nothing (undefined).`,
    )
  })

  it('lets $uuid give a version 4 UUID', async () => {
    expect(await of('$uuid()')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })
})

describe('an expression that throws', () => {
  it.each([
    ["$eval('1')", '. T1006: Attempted to invoke a non-function'],
    ["$parse('no')", '. D3137: Invalid JSON'],
    ['$parse(1)', '. T0410: Argument 1 of function "parse" does not match function signature'],
    ['$partition([1], -1)', '. D3137: Second argument must be zero or greater'],
    ["$sum(['a'])", '. T0412: Argument 1 of function "sum" must be an array of "numbers"'],
    ['$error("mine")', '. D3137: mine'],
    [
      '$range(1, 360146, 1)',
      ': Expression evaluation memory limit exceeded: Check for excessive memory usage',
    ],
    [
      `1${'+1'.repeat(100)}`,
      ': Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive',
    ],
    ['($f := function(){ $f() }; $f())', ': Expression evaluation timeout: Check for infinite loop'],
  ])('%s says so in the words of AWS', async (source, end) => {
    expect(await causeOf(source)).toBe(
      `The JSONata expression '${source}' specified for the field 'Output/v' threw an error during evaluation${end}`,
    )
  })

  it('may nest a hundred deep', async () => {
    expect(await of(`1${'+1'.repeat(99)}`)).toBe(100)
  })

  it('may not give a function', async () => {
    expect(await causeOf('function($x){ $x }')).toContain('returned an unsupported result type.')
  })
})
