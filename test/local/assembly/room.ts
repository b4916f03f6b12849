import { vi } from 'vitest'
import { Deployment } from '../../../local/assembly/deployment.ts'
import type { Assembly, Resource, Template } from '../../../local/assembly/read.ts'
import { CustomResourceDesk } from '../../../local/assembly/response-desk.ts'
import { Random } from '../../../local/random.ts'
import { MessageTemplates } from '../../../local/wisdom/message-templates.ts'

interface Sent {
  service: string
  operation: string
  input: any
}

/** A deployment among fakes that write down what they are asked for. */
export function room(answers: Record<string, (input: any, desk: CustomResourceDesk) => unknown> = {}) {
  const random = new Random(7)
  const sent: Sent[] = []
  const desk = new CustomResourceDesk({ random, addressOf: (token) => `http://127.0.0.1:1/answers/${token}` })
  const roles = { define: vi.fn(), allow: vi.fn(), remove: vi.fn() }
  const functions = { define: vi.fn(), remove: vi.fn() }
  const receiptRules = { create: vi.fn(async () => undefined), remove: vi.fn() }
  const topics = {
    create: vi.fn((name: string) => `arn:aws:sns:us-east-1:111122223333:${name}`),
    remove: vi.fn(),
    setPolicy: vi.fn(),
    subscribe: vi.fn(() => 'arn:aws:sns:us-east-1:111122223333:t:1'),
    unsubscribe: vi.fn(),
  }
  const templates = new MessageTemplates(random)
  const aws = {
    async call(service: string, operation: string, input: object): Promise<any> {
      sent.push({ service, operation, input })
      return answers[operation]?.(input, desk) ?? {}
    },
  }
  const pause = vi.fn(async () => undefined)
  const books = { roles, functions, receiptRules, templates, topics, desk }
  const deployment = new Deployment({ aws, random, pause, ...books })
  return {
    deployment,
    ...books,
    pause,
    sent,
    operations: () => sent.map(({ operation }) => operation),
  }
}

/** An assembly of one stack. */
export function assembly(
  Resources: Record<string, Resource>,
  rest: Partial<Template> = {},
  assets: Record<string, string> = {},
): Assembly {
  return {
    folder: '',
    stacks: [{ name: 'Service', template: { Resources, ...rest }, assets: new Map(Object.entries(assets)) }],
  }
}

/** A Lambda that answers custom-resource requests: `decide` gives what it PUTs, undefined to stay silent. */
export function customFunction(decide: (request: any) => object | undefined) {
  return (input: { Payload: Uint8Array }, desk: CustomResourceDesk) => {
    const request = JSON.parse(Buffer.from(input.Payload).toString())
    const answer = decide(request)
    if (answer) desk.receive(request.ResponseURL.split('/').at(-1), JSON.stringify(answer))
    return { StatusCode: 200, Payload: Buffer.from('null') }
  }
}
