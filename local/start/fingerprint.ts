import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The file beside a build that says from what it was built. No part of its content. */
export const STAMP = '.built-from'

/**
 * A hash over the content of files and of all files in folders, by their paths below `root`. What does not exist counts as
 * empty: its appearing changes the hash.
 */
export function fingerprint(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths)
    for (const file of filesOf(root, path)) {
      hash.update(`${file.replaceAll('\\', '/')}\0`)
      hash.update(readFileSync(join(root, file)))
    }
  return hash.digest('hex')
}

function filesOf(root: string, path: string): string[] {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return globSync('**/*', { cwd: full })
    .map((file) => join(path, file))
    .filter((file) => basename(file) !== STAMP && statSync(join(root, file)).isFile())
    .sort()
}
