import { describe, expect, it } from 'vitest'
import { Random } from '../../../local/random.ts'
import { Expressions } from '../../../local/states/expressions.ts'
import { Timeline } from '../../../local/timeline.ts'
import { START } from './room.ts'

const timeline = new Timeline({ start: START, flowing: false })
const expressions = new Expressions(timeline, new Random(1))
const value = (template: any, input: any = {}) =>
  expressions.evaluate(template, 'Output/told', { states: { input }, variables: { hours: 16 } })
const of = (source: string, input?: any) => value(`{% ${source} %}`, input)
const causeOf = (source: string) =>
  of(source).then(
    () => 'none',
    (failure) => failure.why,
  )

describe('a template', () => {
  it('is evaluated where the whole of a string is an expression, and nowhere else', async () => {
    const template = {
      deadline: '{%9 + $hours%}',
      wording: ' {% $hours %} ',
      '{% $hours %}': 'a key',
      mixed: [null, 0, true, '$states.input', '{% $states.input.owner %}'],
    }

    expect(await value(template, { owner: 'ana' })).toEqual({
      deadline: 25,
      wording: ' {% $hours %} ',
      '{% $hours %}': 'a key',
      mixed: [null, 0, true, '$states.input', 'ana'],
    })
  })

  it.each([
    ['null', null],
    ['$states.input.owners', ['ana']],
    ['$states.input.owners[0]', 'ana'],
    ['$states.input.held.{"contact": id}', { contact: 'c-1' }],
    ['$hours/0', 'Infinity'],
    ['$merge([$states.input, {"queue": "support"}]).queue', 'support'],
    ['[14..$hours]', [14, 15, 16]],
  ])('%s gives %j', async (source, expected) => {
    expect(await of(source, { owners: ['ana'], held: [{ id: 'c-1' }] })).toEqual(expected)
  })
})

describe('the functions of Step Functions', () => {
  const agents = "['ana','ben','cleo']"

  it.each([
    [`$partition(${agents}, 2)`, [['ana', 'ben'], ['cleo']]],
    [`$partition(${agents}, 2.9)`, [['ana', 'ben'], ['cleo']]],
    [`$partition(${agents})`, [['ana', 'ben', 'cleo']]],
    ['$range(9, 17, 4)', [9, 13, 17]],
    ['$range(17, 9, -3)', [17, 14, 11]],
    ['$range(-2.5, 1.9, 1)', [-2, -1, 0, 1]],
    ['$range($hours, $hours, 8)', 16],
    ["$hash('thread c-1', 'SHA-256')", '6a26d7f2a926541e633787568b47f200cbf6a6758f7b15709667548ff429b68a'],
    ["$hash('', 'MD5')", 'd41d8cd98f00b204e9800998ecf8427e'],
    ['$parse(\'{"owners":["ana"]}\').owners', ['ana']],
    ["$exists($parse('null'))", true],
    ["['ana','ben'].$pad(5)", ['ana  ', 'ben  ']],
    ["$pad('ana', -5, '*')", '**ana'],
    ['$random($hours) = $random($hours)', true],
    ['$random() = $random()', false],
    ['$uuid() = $uuid()', false],
    ['$millis()', START],
    ['$now()', '2026-03-02T09:00:00.000Z'],
    ["$now('[D01].[M01].[Y0001]')", '02.03.2026'],
    ['$toMillis($now()) = $millis()', true],
  ])('%s gives %j', async (source, expected) => {
    expect(await of(source)).toEqual(expected)
  })

  it.each([
    '$partition([], 2)',
    `$partition(${agents}, 0)`,
    '$range(17, 9, 4)',
    '$range(9, 17)',
    "$hash('thread c-1')",
    '$parse()',
  ])('%s gives nothing, which is an error', async (source) => {
    expect(await causeOf(source)).toBe(
      `The JSONata expression '${source}' specified for the field 'Output/told' returned nothing (undefined).`,
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
    ["$eval('$hours')", '. T1006: Attempted to invoke a non-function'],
    ["$parse('held')", '. D3137: Invalid JSON'],
    ['$parse($hours)', '. T0410: Argument 1 of function "parse" does not match function signature'],
    ["$partition(['ana'], -1)", '. D3137: Second argument must be zero or greater'],
    ["$sum(['ana', 'ben'])", '. T0412: Argument 1 of function "sum" must be an array of "numbers"'],
    ['$error("nobody owns it")', '. D3137: nobody owns it'],
    [
      '$range(0, 360145, 1)',
      ': Expression evaluation memory limit exceeded: Check for excessive memory usage',
    ],
    [
      "$pad('', 262145, 'x')",
      ': Expression evaluation memory limit exceeded: Check for excessive memory usage',
    ],
    [
      `$hours${' - 1'.repeat(100)}`,
      ': Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive',
    ],
    ['($ask := function(){ $ask() }; $ask())', ': Expression evaluation timeout: Check for infinite loop'],
  ])('%s says so in the words of AWS', async (source, end) => {
    expect(await causeOf(source)).toBe(
      `The JSONata expression '${source}' specified for the field 'Output/told' threw an error during evaluation${end}`,
    )
  })

  it('is no longer one at a hundred deep, nor at the longest range', async () => {
    expect(await of(`$hours${' - 1'.repeat(99)}`)).toBe(-83)
    expect(await of('$range(1, 360145, 1)')).toHaveLength(360_145)
    expect(await of("$pad('ab', -262146, 'x')")).toHaveLength(262_146)
  })

  it('may not give a function', async () => {
    expect(await causeOf('function($owner){ $owner }')).toContain('returned an unsupported result type.')
  })
})
