import { readFileSync } from 'node:fs'

interface Locked {
  optionalDependencies?: Record<string, string>
  resolved?: string
}

/**
 * A lockfile that names download hosts, or that lacks a package for another platform (npm leaves it out without a word
 * when the registry had no such version), makes `npm ci` fail on somebody else's machine.
 */
export function problemsOf(packages: Readonly<Record<string, Locked>>): string[] {
  const names = Object.keys(packages)
  return Object.entries(packages).flatMap(([name, { optionalDependencies = {}, resolved }]) => [
    ...Object.keys(optionalDependencies)
      .filter((wanted) => !names.some((known) => known.endsWith(`node_modules/${wanted}`)))
      .map(
        (wanted) =>
          `${name || 'this package'} wants ${wanted}, which is not locked: pin a version that is there for every platform`,
      ),
    ...(resolved?.startsWith('http')
      ? [`${name} names the host it came from: npm install with omit-lockfile-registry-resolved`]
      : []),
  ])
}

if (import.meta.main) {
  const problems = problemsOf(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)
  for (const problem of problems) process.stderr.write(`package-lock.json: ${problem}\n`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
