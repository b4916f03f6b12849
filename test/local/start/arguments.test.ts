import { describe, expect, it } from 'vitest'
import { startRequest } from '../../../local/start/arguments.ts'

describe('the flags of npm start', () => {
  it('have defaults', () => {
    expect(startRequest([])).toEqual({
      kind: 'start',
      options: {
        port: 4510,
        smtpPort: 2525,
        json: false,
        seed: 1,
        quotas: 'default',
        assembly: undefined,
        config: undefined,
      },
    })
  })

  it('are read', () => {
    const flags = '--port 0 --smtp-port=7025 --json --seed 42 --quotas off --assembly cdk.out'
    expect(startRequest(flags.split(' '))).toMatchObject({
      options: { port: 0, smtpPort: 7025, json: true, seed: 42, quotas: 'off', assembly: 'cdk.out' },
    })
  })

  it('ask for help', () => {
    expect(startRequest(['--help'])).toEqual({ kind: 'help' })
  })

  it.each([
    ['--port x', '--port is "x": give a whole number from 0 to 65535'],
    ['--port 65536', '--port is "65536": give a whole number from 0 to 65535'],
    ['--smtp-port 1.5', '--smtp-port is "1.5": give a whole number from 0 to 65535'],
    ['--seed -1', "'--seed'"],
    ['--quotas none', '--quotas is "none": give default or off'],
    ['--colour', "Unknown option '--colour'"],
    ['extra', "Unexpected argument 'extra'"],
    ['--assembly a --config b', '--assembly and --config are both given'],
  ])('are refused with what is wrong: %s', (flags, message) => {
    expect(startRequest(flags.split(' '))).toEqual({
      kind: 'wrong',
      message: expect.stringContaining(message),
    })
  })
})
