import type { PolicyStatement } from '../../service.ts'
import type { Created } from '../intrinsics.ts'

/** A resource as the template wants it, every intrinsic function resolved. */
export interface Wanted {
  stack: string
  stackId: string
  logicalId: string
  type: string
  properties: Record<string, any>
}

/** A resource that is there, with the properties it was made from. */
export interface Made extends Created, Wanted {
  /** DeletionPolicy of the template. */
  keepOnDelete: boolean
}

/** What the roles of the template are told to. There is no API for it: roles belong to the gate of every call. */
export interface RoleBook {
  define(role: { name: string; arn: string; trust: PolicyStatement[] }): void
  allow(roleArn: string, policyName: string, statements: readonly PolicyStatement[]): void
  remove(roleArn: string): void
}

/** A Lambda function as the template describes it. */
interface FunctionWanted {
  name: string
  arn: string
  /** The folder its code lies in. */
  folder: string
  handler: string
  runtime: string
  roleArn: string
  environment: Record<string, string>
  timeoutSeconds: number
  memoryMb: number
  reservedConcurrency: number | undefined
  deadLetterArn: string | undefined
}

/** Where functions live. Defining one again replaces its code and configuration. */
export interface FunctionHost {
  define(wanted: FunctionWanted): void | Promise<void>
  remove(name: string): void | Promise<void>
}

/** What SES does with mail before Connect gets it. There is no API for it here: nothing deployed calls SES. */
export interface ReceiptRuleBook {
  create(
    ruleSetName: string,
    rule: { name: string; enabled: boolean; recipients: readonly string[]; functionArns: readonly string[] },
    after: string | undefined,
  ): Promise<void>
  remove(name: string): void
}

/** Attribute → values of which it must have one; or, as `anything-but`, none. */
export type AttributeFilters = Readonly<
  Record<string, readonly string[] | Readonly<{ 'anything-but': readonly string[] }>>
>

/** Topics. There is no API for them here: nothing deployed calls SNS. */
export interface TopicBook {
  /** Gives the ARN. */
  create(name: string): string
  remove(topicArn: string): void
  setPolicy(topicArn: string, statements: readonly PolicyStatement[]): void
  /** Gives the ARN of the subscription. */
  subscribe(
    topicArn: string,
    subscription: {
      functionArn: string
      /** One of them has to take what is published. */
      filters: readonly AttributeFilters[]
      deadLetterArn: string | undefined
    },
  ): string
  unsubscribe(subscriptionArn: string): void
}

/** Message templates. There is no API for them here: nothing deployed calls their service. */
export interface TemplateBook {
  createKnowledgeBase(name: string, type: string): { id: string; arn: string }
  removeKnowledgeBase(idOrArn: string): void
  createTemplate(base: string, name: string, email: EmailTemplate): { id: string; arn: string }
  updateTemplate(templateArn: string, email: EmailTemplate): void
  removeTemplate(templateArn: string): void
  checksum(templateArn: string): string
  createVersion(templateArn: string): { arn: string; number: number }
}

interface EmailTemplate {
  subject: string
  text: string | undefined
  html: string | undefined
  headers: readonly { name: string; value: string }[]
}

/** Where custom resources answer. */
export interface ResponseDesk {
  /** A fresh address, and what was answered there so far. */
  open(): { url: string; answer(): CustomAnswer | undefined; close(): void }
}

/** What a custom resource PUTs to its ResponseURL. */
export interface CustomAnswer {
  Status: unknown
  Reason?: unknown
  PhysicalResourceId?: unknown
  Data?: unknown
}

/** What resources are made with. */
export interface Workshop {
  /** Calls as the operator. */
  call(service: string, operation: string, input: object): Promise<any>
  roles: RoleBook
  functions: FunctionHost
  receiptRules: ReceiptRuleBook
  templates: TemplateBook
  topics: TopicBook
  desk: ResponseDesk
  /** Statements of the managed policies that the templates define, by ARN. */
  policies: Map<string, readonly PolicyStatement[]>
  /** The file or folder under an S3 key. Throws where the assembly has none. */
  asset(stack: string, key: string): string
  /** A name as CloudFormation generates one, at most `limit` characters. */
  name(wanted: Wanted, limit: number): string
  /** `length` characters of A–Z and 0–9. */
  letters(length: number): string
  uuid(): string
}

/** How one resource type is made. */
export interface Kind {
  /** True: it does its work locally. False: it is written down and nothing else (an alarm, a key). */
  runs: boolean
  create(wanted: Wanted, workshop: Workshop): Created | Promise<Created>
  /** Properties that `update` cannot change: AWS would replace the resource, which is not supported here. */
  fixed?: readonly string[]
  /** Absent: this type cannot be changed in place here. */
  update?(wanted: Wanted, before: Made, workshop: Workshop): Created | Promise<Created>
  /** Absent: nothing to remove. */
  remove?(made: Made, workshop: Workshop): unknown
}

/** A resource type and how it is made. */
export type Kinds = Readonly<Record<string, Kind>>
