import { expect, it } from 'vitest'

import { later } from '../../lambdas/domain/values.ts'
import type { RefreshPace } from '../../lambdas/ports/agent-directory.ts'
import { nine } from '../builders/email.ts'

/** What every pace of questions promises, from a fresh one. Run against the real one and the fake. */
export function itSpacesQuestions(fresh: () => Promise<RefreshPace>): void {
  it('lets one of a crowd ask, and the next a second later', async () => {
    const pace = await fresh()
    const answers = await Promise.all(Array.from({ length: 8 }, () => pace.mayAsk(nine)))
    expect(answers.filter(Boolean)).toHaveLength(1)
    expect(await pace.mayAsk(later(nine, 999))).toBe(false)
    expect(await pace.mayAsk(later(nine, 1000))).toBe(true)
  })
}
