import type { Behaviour } from '../stage.ts'

/** Pass, and Succeed: nothing but their Assign and Output. */
export const pass: Behaviour = async () => ({})
