import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Which rooms a room may import from, besides itself. Anything not listed is forbidden. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'lambdas/domain': [],
  'lambdas/ports': ['lambdas/domain'],
  'lambdas/contracts': ['lambdas/domain'],
  'lambdas/usecases': ['lambdas/domain', 'lambdas/ports'],
  'lambdas/adapters': ['lambdas/domain', 'lambdas/ports'],
  'lambdas/runtime': ['lambdas/domain', 'lambdas/ports'],
  'lambdas/handlers': ['lambdas/adapters', 'lambdas/contracts', 'lambdas/runtime', 'lambdas/usecases'],
  // What may stand in a wording is one rule, at synth and when it is sent.
  lib: ['lambdas/domain'],
  // A ledger is read with the very adapters that wrote it, an address header as InspectMail reads it.
  bin: ['lib', 'lambdas/domain', 'lambdas/adapters', 'lambdas/contracts'],
  // What every start of a function would work out alike is worked out once.
  scripts: ['lambdas/domain'],
  local: ['scripts'],
  bench: ['local', 'scripts', 'bin', 'lambdas/domain'],
}

/** What may not be written where, and what to do instead. */
const banned: readonly { words: RegExp; where: RegExp; instead: string }[] = [
  { words: /from '[^.]/, where: /^lambdas\/(domain|ports|usecases)/, instead: 'the core imports no package' },
  { words: /\bawait\b/, where: /^lambdas\/domain/, instead: 'fetch first, then ask the domain' },
  {
    words: /\bif \(/,
    where: /^lambdas\/handlers/,
    instead: 'a handler only wires; move the choice to the use case',
  },
  { words: /@aws-sdk\//, where: /^lambdas\/(?!adapters|handlers)/, instead: 'go through a port' },
  { words: /process\.env/, where: /^(lambdas\/(?!runtime\/env)|lib)/, instead: "env('NAME')" },
  {
    words: /Date\.now|new Date\(\)/,
    where: /^(lambdas\/(?!runtime\/system-clock)|local\/(?!timeline|lambda\/sandbox))/,
    instead: 'take `now` from the caller, or from the timeline',
  },
  {
    words: /Math\.random|randomUUID\(/,
    where: /^(lambdas\/(?!runtime)|local\/(?!lambda\/sandbox))/,
    instead: 'take it from a port, or from the seed',
  },
  { words: /vi\.mock\(/, where: /^test\/(?!adapters|tidy)/, instead: 'pass a fake in' },
  {
    words: /\b(it|test|describe)\.(skip|only|todo)\b/,
    where: /^test\/(?!tidy)/,
    instead: 'mend it or delete it',
  },
  { words: /\bTODO\b(?!\(#\d+\))/, where: /^(?!test\/tidy)/, instead: 'TODO(#issue), or do it now' },
  { words: /export default/, where: /^(?!test\/tidy)/, instead: 'a name' },
]

describe('every file keeps to its room', () => {
  it.each(sourceFiles())('%s', (file) => {
    const text = readFileSync(file, 'utf8')
    expect([...badImports(file, text), ...badWords(file, text)]).toEqual([])
  })
})

function badImports(file: string, text: string): string[] {
  const from = roomOf(file)
  if (from === 'test') return []
  return [...text.matchAll(/from '(\.[^']+\.ts)'/g)]
    .map(([, path]) => roomOf(new URL(path ?? '', `file:///${file}`).pathname.slice(1)))
    .filter((to) => to !== from && !mayImport[from]?.includes(to))
    .map((to) => `${from} may not import from ${to}`)
}

function badWords(file: string, text: string): string[] {
  return banned
    .filter(({ words, where }) => where.test(file) && words.test(text))
    .map(({ words, instead }) => `${words.exec(text)?.[0]}: ${instead}`)
}

function roomOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('lambdas/') ? 2 : 1)
    .join('/')
}

function sourceFiles(): string[] {
  return ['bin', 'lib', 'lambdas', 'local', 'scripts', 'bench', 'test'].filter(existsSync).flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map((name) => `${room}/${name}`),
  )
}

it('tests that mock a client give it back, since files share a process', () => {
  const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0
  const keeping = readdirSync('test/adapters')
    .map((file) => [file, readFileSync(`test/adapters/${file}`, 'utf8')] as const)
    .filter(([, text]) => count(text, /mockClient\(/g) !== count(text, /\.restore\(\)/g))
    .map(([file]) => file)
  expect(keeping).toEqual([])
})
