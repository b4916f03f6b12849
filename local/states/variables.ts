import { type Json, PAYLOAD_LIMIT } from './payload.ts'

type Variables = Readonly<Record<string, Json>>

/** Bytes that all the variables of an execution may have together (Step Functions service quotas, 10 MiB). */
const ALL_LIMIT = 10_485_760

/**
 * What is too much of the variables that `state` assigns, in the words of AWS; undefined if they fit. Counted are the values
 * as JSON, not the names (recorded). How AWS counts over branches is not known: here each has its own and the outer ones.
 */
export function excessOf(state: string, before: Variables, assigned: Variables): string | undefined {
  let together = 0
  for (const [name, value] of Object.entries(assigned)) {
    const size = bytesOf(value)
    const whose = `Variable '${name}' in state '${state}' was assigned ${size} bytes`
    if (size > PAYLOAD_LIMIT) return `Variable size limit exceeded. ${whose}.`
    together += size
    const excess = together - PAYLOAD_LIMIT
    if (excess > 0)
      return `State total variable size limit exceeded. ${whose}, which caused the size of variables assigned in the state to exceed its limit by ${excess} bytes.`
  }
  const all = Object.values({ ...before, ...assigned })
  const excess = all.reduce<number>((sum, value) => sum + bytesOf(value), -ALL_LIMIT)
  if (excess <= 0) return undefined
  return `Execution total variable size limit exceeded. State '${state}' assigned variables that exceed the total execution limit by ${excess} bytes.`
}

const bytesOf = (value: Json) => Buffer.byteLength(JSON.stringify(value), 'utf8')
