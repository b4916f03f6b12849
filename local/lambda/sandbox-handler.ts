import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runtimeError } from './sandbox-faults.ts'

type Handler = (event: unknown, context: object) => unknown

const CALLBACKS_ARE_GONE =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
  'You need to modify this function to use a supported handler signature to use Node.js 24 or later. ' +
  'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.'

/**
 * Finds the handler as the Node.js 24 runtime does: the bare name, then `.js`, `.mjs`, `.cjs`. Throws the runtime's own
 * errors: Runtime.MalformedHandlerName, .ImportModuleError, .UserCodeSyntaxError, .HandlerNotFound and
 * .CallbackHandlerDeprecated (for a handler of three arguments).
 */
export async function loadHandler(taskRoot: string, handler: string): Promise<Handler> {
  if (handler.includes('..'))
    throw runtimeError(
      'Runtime.MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    )
  const [, moduleName, exportName] = /^([^.]*)\.(.*)$/.exec(basename(handler)) ?? []
  if (moduleName === undefined || exportName === undefined)
    throw runtimeError('Runtime.MalformedHandlerName', 'Bad handler')
  const folder = handler.slice(0, handler.length - basename(handler).length)
  const module = await importModule(taskRoot, folder, moduleName)
  const found = pick(module, exportName) ?? pick((module as { default?: unknown }).default, exportName)
  if (!found) throw runtimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`)
  if (typeof found !== 'function')
    throw runtimeError('Runtime.HandlerNotFound', `${handler} is not a function`)
  if (found.length >= 3) throw runtimeError('Runtime.CallbackHandlerDeprecated', CALLBACKS_ARE_GONE)
  return found as Handler
}

async function importModule(taskRoot: string, folder: string, name: string): Promise<object> {
  const path = resolve(taskRoot, folder, name)
  try {
    const extension = ['', '.js', '.mjs', '.cjs'].find((each) => existsSync(path + each))
    if (extension === '.cjs') return createRequire(path)(path + extension) as object
    if (extension !== undefined) return (await import(pathToFileURL(path + extension).href)) as object
    const require = createRequire(join(taskRoot, 'task.js'))
    return require(require.resolve(name, { paths: [taskRoot, join(taskRoot, folder)] })) as object
  } catch (error) {
    if (error instanceof SyntaxError)
      throw Object.assign(runtimeError('Runtime.UserCodeSyntaxError', String(error)), { stack: error.stack })
    if ((error as { code?: unknown } | undefined)?.code === 'MODULE_NOT_FOUND')
      throw runtimeError('Runtime.ImportModuleError', String(error))
    throw error
  }
}

const pick = (from: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (at, key) => (at && typeof at === 'object' ? (at as Record<string, unknown>)[key] : undefined),
      from,
    )
