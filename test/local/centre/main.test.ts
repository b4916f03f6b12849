import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { builtAssembly, root } from './artefacts.ts'

const children: ChildProcess[] = []

beforeAll(async () => {
  await builtAssembly()
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

interface Run {
  child: ChildProcess
  stdout: () => string
  stderr: () => string
  /** The exit code. */
  ended: Promise<number | null>
}

function npmStart(...flags: string[]): Run {
  const child = spawn(process.execPath, [join(root, 'local', 'main.ts'), ...flags], { cwd: root })
  children.push(child)
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (chunk: Buffer) => {
      said[stream] += chunk.toString()
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, stdout: () => said.stdout, stderr: () => said.stderr, ended }
}

/** Resolves when stdout has what is awaited, or the process has ended. */
async function saying(run: Run, text: string): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    run.child.stdout?.on('data', () => {
      if (run.stdout().includes(text)) resolve()
    })
  })
  await Promise.race([heard, run.ended])
}

describe('npm start', () => {
  it('says in one line of JSON that it is ready, answers there, and ends with 0 when asked to', async () => {
    const run = npmStart('--port', '0', '--smtp-port', '0', '--json')
    await saying(run, '\n')
    expect(run.stdout().trimEnd().split('\n')).toHaveLength(1)
    const { ready, endpoint, smtp } = JSON.parse(run.stdout())
    expect([ready, smtp]).toEqual([true, expect.stringMatching(/^smtp:\/\/127\.0\.0\.1:\d+$/)])
    expect((await fetch(`${endpoint}/_local/health`)).status).toBe(200)
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    await expect(fetch(`${endpoint}/_local/health`)).rejects.toThrow('fetch failed')
  })

  it('greets a person with what is there and what to try', async () => {
    const run = npmStart('--port', '0', '--smtp-port', '0')
    await saying(run, 'Ctrl-C stops it.')
    for (const part of [
      'support@homeward.email.connect.aws',
      'ana (Offline)',
      '/_local/clock/advance',
      'noted: ',
    ])
      expect(run.stdout()).toContain(part)
    run.child.kill('SIGINT')
    expect(await run.ended).toBe(0)
  })

  it('ends with 0, and complains of nothing, where nobody reads what it says', async () => {
    const run = npmStart('--port', '0', '--smtp-port', '0')
    run.child.stdout?.destroy()
    expect(await run.ended).toBe(0)
    expect(run.stderr()).toMatch(/starting the contact centre\n$/)
  })

  it('names the flag of a port that is taken, and ends with 1', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address() as { port: number }
    const run = npmStart('--port', '0', '--smtp-port', String(port))
    expect(await run.ended).toBe(1)
    blocker.close()
    expect(run.stderr()).toContain(`port ${port} is taken: give another with --smtp-port`)
  })

  it('says that a configuration is not there, and ends with 1', async () => {
    const run = npmStart('--port', '0', '--smtp-port', '0', '--config', 'none.json')
    expect(await run.ended).toBe(1)
    expect(run.stderr()).toContain('it cannot be read, name a configuration file')
  })

  it.each([
    ['--colour', "Unknown option '--colour'"],
    ['--port=no', '--port is "no": give a whole number from 0 to 65535'],
  ])('refuses %s with 2', async (flag, message) => {
    const run = npmStart(flag)
    expect(await run.ended).toBe(2)
    expect(run.stderr()).toContain(message)
  })

  it('says what is wrong with an assembly that is none, and ends with 1', async () => {
    const run = npmStart('--port', '0', '--smtp-port', '0', '--assembly', 'docs')
    expect(await run.ended).toBe(1)
    expect(run.stderr()).toContain('is this folder what cdk synth wrote?')
  })
})
