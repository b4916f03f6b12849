import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/stories/build.ts'],
    env: { POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'SILENT', AWS_REGION: 'us-east-1' },
    expect: { requireAssertions: true },
    maxWorkers: 3,
    // The stories run whole contact centres, and machines are shared: time is no verdict here.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
})
