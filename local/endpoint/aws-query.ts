import type { AwsError } from '../service.ts'
import type { Request, Response } from './message.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import { statusOf } from './refusal.ts'

/** The operation of a form body; undefined where there is none. */
export function queryAction({ body, query }: Request): string | undefined {
  return new URLSearchParams(body.toString('utf8')).get('Action') ?? query.get('Action') ?? undefined
}

/** Flat text members only, which is all that the queries served here have (AWS query protocol). */
export function readQuery({ body }: Request): Record<string, string> {
  return Object.fromEntries(
    [...new URLSearchParams(body.toString('utf8'))].filter(([key]) => key !== 'Action' && key !== 'Version'),
  )
}

/** Throws an Error at a member that is not text. */
export function writeQuery(
  model: ServiceModel,
  operation: OperationModel,
  output: Record<string, unknown>,
): Response {
  const members = Object.entries(output).map(([name, value]) => {
    if (typeof value !== 'string') throw new Error(`${operation.name}: ${name} is no text`)
    return `<${name}>${escapeXml(value)}</${name}>`
  })
  const { name } = operation
  return xml(
    200,
    `<${name}Response xmlns="${model.xmlNamespace}"><${name}Result>${members.join('')}</${name}Result></${name}Response>`,
  )
}

/** Without a model for a service that is not there: its clients still read nothing but XML. */
export function writeQueryError(model: ServiceModel | undefined, error: AwsError): Response {
  const shape = model?.errors.get(error.name)
  const type = shape?.fault === 'server' ? 'Receiver' : 'Sender'
  const code = shape?.queryCode ?? error.name
  return xml(
    statusOf(error.name, model),
    `<ErrorResponse xmlns="${model?.xmlNamespace ?? 'http://webservices.amazon.com/'}"><Error><Type>${type}</Type><Code>${escapeXml(code)}</Code>` +
      `<Message>${escapeXml(error.message)}</Message></Error></ErrorResponse>`,
  )
}

const xml = (status: number, body: string): Response => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
})

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeXml = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string)
