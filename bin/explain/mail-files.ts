import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** What a path leads to: octets to read, standard input, or why there are none. `file` is how it is shown. */
export type FoundFile = Readonly<{ file: string } & ({ path: Buffer | '-' } | { error: unknown })>

/**
 * The files that a path of the command line leads to, in the order of their names. Links are followed; a directory to which
 * several lead is read once. What cannot be looked at is found with its error, and so is what is no file: reading a
 * pipe would wait for whoever writes to it.
 */
export async function mailFilesIn(argument: string): Promise<FoundFile[]> {
  if (argument === '-') return [{ file: '-', path: '-' }]
  const path = await octetsOf(argument)
  const root = await lookedAt(path)
  if (!('kind' in root) || !root.kind.isDirectory()) return [fileOf(argument, path, root)]
  const found: FoundFile[] = []
  const read = new Set<string>()
  const directories = [{ path, inside: insideOf(argument) }]
  // A directory is shown under a link's name only if it has no other.
  const linked: Directory[] = []
  for (let next = directories.pop(); next; next = directories.pop() ?? linked.shift()) {
    const { files, beneath } = await contentsOf(next, read)
    found.push(...files)
    for (const { isLink, ...directory } of beneath) (isLink ? linked : directories).push(directory)
  }
  return found.sort((one, other) => (one.file < other.file ? -1 : Number(one.file > other.file)))
}

/** `inside` is what stands before the names in it, as octets: names need not be UTF-8. */
type Directory = Readonly<{ path: Buffer; inside: Buffer }>
type Kind = Pick<Dirent, 'isFile' | 'isDirectory' | 'isFIFO' | 'isSocket'>
type LookedAt = Readonly<{ kind: Kind } | { error: unknown }>

async function contentsOf({ path, inside }: Directory, read: Set<string>) {
  const files: FoundFile[] = []
  const beneath: (Directory & { isLink: boolean })[] = []
  try {
    const { dev, ino } = await stat(path, { bigint: true })
    if (read.has(`${dev}:${ino}`)) return { files, beneath }
    read.add(`${dev}:${ino}`)
    for (const entry of await readdir(path, { withFileTypes: true, encoding: 'buffer' })) {
      const name = Buffer.concat([inside, entry.name])
      const seen = entry.isSymbolicLink() ? await lookedAt(name) : { kind: entry }
      const isDirectory = 'kind' in seen && seen.kind.isDirectory()
      if (!isDirectory) files.push(fileOf(shown(name), name, seen))
      else
        beneath.push({ path: name, inside: Buffer.concat([name, SEPARATOR]), isLink: entry.isSymbolicLink() })
    }
  } catch (error) {
    files.push({ file: shown(path), error })
  }
  return { files, beneath: beneath.sort((one, other) => Buffer.compare(one.path, other.path)) }
}

const SEPARATOR = Buffer.from('/')

function lookedAt(path: Buffer): Promise<LookedAt> {
  return stat(path).then(
    (kind) => ({ kind }),
    (error: unknown) => ({ error }),
  )
}

function fileOf(file: string, path: Buffer, seen: LookedAt): FoundFile {
  if ('error' in seen) return { file, error: seen.error }
  const { kind } = seen
  if (kind.isFile()) return { file, path }
  const what = kind.isFIFO() ? 'a named pipe' : kind.isSocket() ? 'a socket' : 'a device'
  return { file, error: new Error(`no file but ${what}`) }
}

/** `./mails/` shows `mails/a.eml`, as paths are joined. */
function insideOf(argument: string): Buffer {
  return Buffer.from(join(argument, '_').slice(0, -1))
}

/** Node makes U+FFFD of what is not UTF-8 in an argument; the file is the one whose name becomes that. */
async function octetsOf(argument: string): Promise<Buffer> {
  const path = Buffer.from(argument)
  if (!argument.includes('\ufffd') || 'kind' in (await lookedAt(path))) return path
  const directory = dirname(argument)
  const names = await readdir(directory, { encoding: 'buffer' }).catch(() => [])
  const [name, ...others] = names.filter((octets) => octets.toString() === basename(argument))
  return name && others.length === 0 ? Buffer.concat([insideOf(directory), name]) : path
}

/** Octets that are not UTF-8 as `\xE9`, so that two names stay two. */
function shown(path: Buffer): string {
  const text = path.toString()
  if (!text.includes('\ufffd')) return text
  return path
    .toString('latin1')
    .replace(
      /[^\x80-\xff]+|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g,
      (octets) =>
        /^[\x80-\xff]$/.test(octets)
          ? `\\x${octets.charCodeAt(0).toString(16).toUpperCase()}`
          : Buffer.from(octets, 'latin1').toString(),
    )
}
