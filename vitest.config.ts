import { defineConfig } from 'vitest/config'

const STORIES = ['test/stories*/**/*.test.ts', 'test/local/centre/**/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['test/stories/build.ts'],
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'stories',
          include: STORIES,
          // One after the other in the same process, so that what deployed alike before is warm (test/stories/warm-centre.ts).
          isolate: false,
          // The stories run whole contact centres, and machines are shared: time is no verdict here.
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: { name: 'parts', isolate: false, include: ['test/**/*.test.ts'], exclude: STORIES },
      },
    ],
    setupFiles: ['test/setup.ts'],
    env: { POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'SILENT', AWS_REGION: 'us-east-1' },
    expect: { requireAssertions: true },
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
})
