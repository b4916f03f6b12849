import { isRecord, textOf } from '../document.ts'
import { type Block, fail } from './run.ts'

/** A function's answer may have this many bytes of UTF-8 [D connect-lambda-functions]. */
export const MOST_BYTES = 32 * 1024

/**
 * Calls a function and keeps its answer as `$.External`. A STRING_MAP is flat and of strings only; JSON may be nested;
 * whatever else comes back takes the error branch [D]. A failed call leaves nothing of the answer before.
 */
export const invokeLambda: Block = async (run, { parameters }) => {
  run.set('External', undefined)
  const answer = await run.world.invokeLambda({
    functionArn: run.need(parameters.LambdaFunctionARN, 'LambdaFunctionARN'),
    timeLimitSeconds: Number(textOf(parameters.InvocationTimeLimitSeconds)),
    parameters: run.texts(parameters.LambdaInvocationAttributes),
  })
  if (!isRecord(answer)) return fail('The function did not answer with an object')
  if (Buffer.byteLength(JSON.stringify(answer)) >= MOST_BYTES)
    fail('The function answered with 32 KB or more')
  const validation = parameters.ResponseValidation
  const isJson = isRecord(validation) && validation.ResponseType === 'JSON'
  if (!isJson && Object.values(answer).some((value) => typeof value !== 'string')) {
    fail('The function answered with other values than strings')
  }
  run.set('External', answer)
  return undefined
}
