import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Stories first: they take the longest, and whatever is left to the end has one core to itself. Where nothing has run
 * before, vitest knows files by their size only.
 */
class StoriesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isStory = ({ moduleId }: TestSpecification) => moduleId.includes('/test/stories')
    return [...sorted.filter(isStory), ...sorted.filter((file) => !isStory(file))]
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/stories/build.ts'],
    env: { POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'SILENT', AWS_REGION: 'us-east-1' },
    expect: { requireAssertions: true },
    // A story is a centre and the threads of its functions: two keep two cores busy, a third only gets in their way.
    maxWorkers: 2,
    sequence: { sequencer: StoriesFirst },
    // One file after another in the same process: what a story before deployed alike is warm (test/stories/warm-centre.ts).
    isolate: false,
    // Stories run whole contact centres, hooks bundle and synthesize, and machines are shared: time is no verdict here.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
