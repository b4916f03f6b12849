import { AwsError } from '../service.ts'

export const validation = (message: string) => new AwsError('ValidationException', message)

/** What breaks the model of a request, all of it in the one sentence of AWS's request validation (recorded). */
export function constraints(broken: readonly string[]): AwsError {
  const count = broken.length === 1 ? '1 validation error' : `${broken.length} validation errors`
  return validation(`${count} detected: ${broken.join('; ')}`)
}

/** What is wrong with a name of a rule or target: too long, or of other characters. */
export function nameProblems(value: string, member: string): string[] {
  const told = `Value '${value}' at '${member}' failed to satisfy constraint: Member must`
  return [
    ...(value.length < 1 ? [`${told} have length greater than or equal to 1`] : []),
    ...(value.length > 64 ? [`${told} have length less than or equal to 64`] : []),
    ...(/^[.\-_A-Za-z0-9]+$/.test(value)
      ? []
      : [`${told} satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`]),
  ]
}
