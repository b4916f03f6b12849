import { readFileSync } from 'node:fs'

import { transformSync } from 'esbuild'
import type * as z from 'zod'

import { type Configuration, configurationSchema } from './configuration.ts'
import { ruleProblems, textProblems } from './configuration-rules.ts'
import type { Problem } from './problem.ts'

/** A configuration that must not be deployed. The message has one line for each thing that is wrong. */
export class ConfigurationRefused extends Error {
  override readonly name = 'ConfigurationRefused'
}

/** Reads and checks a configuration file. Throws ConfigurationRefused. */
export function readConfiguration(file: string): Configuration {
  return checkConfiguration(parse(file, read(file)), file)
}

/** The configuration with its defaults. Throws ConfigurationRefused; `file` is only for its message. */
export function checkConfiguration(value: unknown, file: string): Configuration {
  const { data, error } = configurationSchema.safeParse(value)
  const problems = error ? error.issues.flatMap((issue) => problemsOf(issue)) : ruleProblems(data)
  refuseWith([...problems, ...textProblems(value)], value, file)
  return data as Configuration
}

/** Throws ConfigurationRefused where there is a problem. */
export function refuseWith(problems: readonly Problem[], value: unknown, file: string): void {
  const lines = problems.map(
    ({ path, fix }) => `  ${spelled(path)}: got ${shown(valueAt(value, path))}; ${fix}`,
  )
  if (lines.length > 0) throw refused(file, lines)
}

function refused(file: string, lines: readonly string[]): ConfigurationRefused {
  const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`
  return new ConfigurationRefused([`${file}: ${count}, nothing was synthesized`, ...lines].join('\n'))
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error)
    throw refused(file, [`  ${why}; name another with -c config=<path>`])
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refused(file, [`  ${whereJsonBreaks(text) ?? String(error)}`])
  }
}

/** JSON.parse does not always say where it stopped; the bundler's parser does. */
function whereJsonBreaks(text: string): string | undefined {
  try {
    transformSync(text, { loader: 'json', logLevel: 'silent' })
    return undefined
  } catch (error) {
    const [first] =
      (error as { errors?: { text: string; location: { line: number; column: number } | null }[] }).errors ??
      []
    if (!first?.location) return undefined
    return `line ${first.location.line}, column ${first.location.column + 1}: not JSON: ${first.text}`
  }
}

/** A union's own issue says nothing; those of the branch that came closest do. */
function problemsOf(issue: z.core.$ZodIssue, parent: readonly PropertyKey[] = []): Problem[] {
  const path = [...parent, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], fix: issue.message }))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.find((branch) =>
      branch.some((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'),
    )
    if (closest) return closest.flatMap((inner) => problemsOf(inner, path))
  }
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path, fix: message }))
  return [{ path, fix: issue.message }]
}

function spelled(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(the file)'
  return path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`
      return /^[A-Za-z_]\w*$/.test(String(part)) ? `.${String(part)}` : `[${JSON.stringify(part)}]`
    })
    .join('')
    .replace(/^\./, '')
}

function valueAt(value: any, path: readonly PropertyKey[]): unknown {
  return path.reduce((inner, part) => inner?.[part], value)
}

/** On one line, and no longer than a reader needs to find it. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const json = JSON.stringify(value)
  return json.length > 80 ? `${json.slice(0, 79)}…` : json
}
