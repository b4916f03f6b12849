import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

let url: URL | undefined

/**
 * The sandbox's own code as one data: URL, its types stripped once for all sandboxes. A thread that stripped
 * them itself would take five times as long to start and 10 MB more.
 */
export function sandboxSource(): URL {
  if (url) return url
  const { emitWarning } = process
  // Stripping announces itself as experimental; the pinned Node version is what it is tested with.
  process.emitWarning = () => {}
  try {
    url = new URL(linked(new URL('./sandbox-thread.ts', import.meta.url)))
  } finally {
    process.emitWarning = emitWarning
  }
  return url
}

function linked(file: URL): string {
  const script = stripTypeScriptTypes(readFileSync(file, 'utf8'))
  const whole = script.replace(
    / from '(\.[^']+)'/g,
    (_, each: string) => ` from '${linked(new URL(each, file))}'`,
  )
  return `data:text/javascript;base64,${Buffer.from(whole).toString('base64')}`
}
