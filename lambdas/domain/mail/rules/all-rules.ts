import { TEXT_RULES } from '../texts/text-rules.ts'
import { UNANSWERABLE } from './contact-rules.ts'
import type { Rule } from './rule.ts'
import { MARKS } from './rules.ts'

/**
 * All rules, in order: the first that applies gives the reason. Each has its look-alikes in the tests. Apart from the others,
 * since no function sees a text, and a cold one would still read what is asked of it.
 */
export const RULES: readonly Rule[] = [...MARKS, ...TEXT_RULES, ...UNANSWERABLE]
