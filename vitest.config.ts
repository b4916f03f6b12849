import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/stories/build.ts'],
    env: { POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'SILENT', AWS_REGION: 'us-east-1' },
    expect: { requireAssertions: true },
    maxWorkers: 3,
    // One file after another in the same process: what a story before deployed alike is warm (test/stories/warm-centre.ts).
    isolate: false,
    // Stories run whole contact centres, hooks bundle and synthesize, and machines are shared: time is no verdict here.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
