import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'

import { type Centre, startCentre } from './centre.ts'
import { Story } from './demo/story.ts'
import { build } from './start/build.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const stopRequest = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopRequest.abort())
