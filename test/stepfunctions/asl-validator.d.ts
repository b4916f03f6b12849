declare module 'asl-validator' {
  /** asl-validator ships no types. */
  export default function validate(definition: object): { isValid: boolean; errors: { Message: string }[] }
}
