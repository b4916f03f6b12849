import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Works on a copy of an assembly whose functions' clients try each call once. Time stands still while a function runs: what
 * a quota refuses is refused again at the same instant, however often a client tries, and its pauses only cost wall time.
 * Who invoked the function tries again later all the same.
 */
export async function withOneAttempt<T>(assembly: string, work: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), 'homeward-bench-'))
  try {
    cpSync(assembly, copy, { recursive: true })
    for (const file of readdirSync(copy).filter((name) => name.endsWith('.template.json'))) {
      const path = join(copy, file)
      writeFileSync(path, JSON.stringify(trying(JSON.parse(readFileSync(path, 'utf8')))))
    }
    return await work(copy)
  } finally {
    rmSync(copy, { recursive: true })
  }
}

function trying(template: any): object {
  for (const { Type, Properties } of Object.values<any>(template.Resources))
    if (Type === 'AWS::Lambda::Function')
      Properties.Environment = { Variables: { ...Properties.Environment?.Variables, AWS_MAX_ATTEMPTS: '1' } }
  return template
}
