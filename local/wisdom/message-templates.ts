import { createHash } from 'node:crypto'
import { arn } from '../place.ts'
import type { Random } from '../random.ts'
import { AwsError } from '../service.ts'

/** Of an email template, what is used here. */
export interface EmailTemplate {
  subject: string
  text: string | undefined
  html: string | undefined
  headers: readonly { name: string; value: string }[]
}

/** What a template gives for one mail. `missing`: variables that have no value; they stand there as they are. */
export interface RenderedTemplate {
  subject: string
  body: string
  contentType: 'text/plain' | 'text/html'
  headers: readonly { name: string; value: string }[]
  missing: readonly string[]
}

interface Template {
  id: string
  name: string
  latest: EmailTemplate
  versions: EmailTemplate[]
}

interface KnowledgeBase {
  arn: string
  name: string
  templates: Map<string, Template>
}

/** AWS: "Amazon Connect service quotas", message templates. */
const MOST_TEMPLATES = 200
const MOST_VERSIONS = 20
const MOST_HEADERS = 15

/**
 * Message templates of Amazon Q in Connect, under their older name Wisdom. No API in front of it: nothing deployed calls
 * that service, so the resources of a template are made here directly.
 */
export class MessageTemplates {
  private readonly bases = new Map<string, KnowledgeBase>()
  private readonly random: Random

  constructor(random: Random) {
    this.random = random
  }

  /** Throws ConflictException where the name is taken. */
  createKnowledgeBase(name: string, type: string): { id: string; arn: string } {
    if (type !== 'MESSAGE_TEMPLATES')
      throw new AwsError('ValidationException', `A knowledge base of type ${type} is not modelled`)
    if ([...this.bases.values()].some((base) => base.name === name))
      throw new AwsError('ConflictException', `There is a knowledge base ${name}`)
    const id = this.random.uuid()
    this.bases.set(id, { arn: arn('wisdom', `knowledge-base/${id}`), name, templates: new Map() })
    return { id, arn: arn('wisdom', `knowledge-base/${id}`) }
  }

  removeKnowledgeBase(idOrArn: string): void {
    this.bases.delete(lastOf(idOrArn))
  }

  /** Throws ResourceNotFoundException, ConflictException, ValidationException, ServiceQuotaExceededException. */
  createTemplate(base: string, name: string, email: EmailTemplate): { id: string; arn: string } {
    const { templates } = this.base(base)
    if ([...templates.values()].some((template) => template.name === name))
      throw new AwsError('ConflictException', `There is a message template ${name}`)
    if (templates.size >= MOST_TEMPLATES)
      throw new AwsError('ServiceQuotaExceededException', `a knowledge base has ${MOST_TEMPLATES} templates`)
    assertSound(email)
    const id = this.random.uuid()
    templates.set(id, { id, name, latest: email, versions: [] })
    return { id, arn: arn('wisdom', `message-template/${lastOf(base)}/${id}`) }
  }

  updateTemplate(templateArn: string, email: EmailTemplate): void {
    assertSound(email)
    this.templateOf(templateArn).latest = email
  }

  removeTemplate(templateArn: string): void {
    const [base = '', id = ''] = templateArn.split('/').slice(-2)
    this.bases.get(base)?.templates.delete(id)
  }

  /** The checksum of what $LATEST stands for. */
  checksum(templateArn: string): string {
    return createHash('sha256')
      .update(JSON.stringify(this.templateOf(templateArn).latest))
      .digest('hex')
  }

  /** Fixes what the template holds now. Throws ServiceQuotaExceededException. */
  createVersion(templateArn: string): { arn: string; number: number } {
    const template = this.templateOf(templateArn)
    if (template.versions.length >= MOST_VERSIONS)
      throw new AwsError('ServiceQuotaExceededException', `a template has ${MOST_VERSIONS} versions`)
    const number = template.versions.push(template.latest)
    return { arn: `${templateArn}:${number}`, number }
  }

  /**
   * Fills `{{Attributes.<key>}}` in from the custom attributes, in one pass. Either id or ARN; the template may have a
   * qualifier: `$LATEST`, which is meant without one, or a version. No version is active here: activating one is not a
   * property of CloudFormation's. Throws ResourceNotFoundException.
   */
  render(base: string, template: string, attributes: Readonly<Record<string, string>>): RenderedTemplate {
    const [id = '', qualifier = '$LATEST'] = lastOf(template).split(':')
    const found = this.base(base).templates.get(id)
    const email = qualifier === '$LATEST' ? found?.latest : found?.versions[Number(qualifier) - 1]
    if (!email) throw new AwsError('ResourceNotFoundException', `Message template ${template} not found`)
    const missing = new Set<string>()
    const filled = (text: string) =>
      text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (variable, name: string) => {
        const value = name.startsWith('Attributes.')
          ? attributes[name.slice('Attributes.'.length)]
          : undefined
        if (value === undefined) missing.add(name)
        return value ?? variable
      })
    const subject = filled(email.subject)
    const body = filled(email.html ?? email.text ?? '')
    const contentType = email.html === undefined ? 'text/plain' : 'text/html'
    return { subject, body, contentType, headers: email.headers, missing: [...missing] }
  }

  private base(idOrArn: string): KnowledgeBase {
    const base = this.bases.get(lastOf(idOrArn))
    if (!base) throw new AwsError('ResourceNotFoundException', `Knowledge base ${idOrArn} not found`)
    return base
  }

  private templateOf(templateArn: string): Template {
    const [base = '', id = ''] = templateArn.split('/').slice(-2)
    const template = this.base(base).templates.get(id)
    if (!template)
      throw new AwsError('ResourceNotFoundException', `Message template ${templateArn} not found`)
    return template
  }
}

const lastOf = (idOrArn: string) => idOrArn.slice(idOrArn.lastIndexOf('/') + 1)

/** AWS: EmailMessageTemplateContent and EmailMessageTemplateHeader. Throws ValidationException. */
function assertSound({ subject, text, html, headers }: EmailTemplate): void {
  const invalid = (why: string) => new AwsError('ValidationException', why)
  if (subject === '') throw invalid('The subject is empty')
  if (!text && !html) throw invalid('The body has neither plain text nor HTML')
  if (headers.length > MOST_HEADERS) throw invalid(`${headers.length} headers, ${MOST_HEADERS} are allowed`)
  for (const { name, value } of headers)
    if (!/^[!-9;-@A-~]{1,126}$/.test(name) || !/^[ -~]{1,870}$/.test(value))
      throw invalid(`The header ${JSON.stringify(name)} is not valid`)
}
