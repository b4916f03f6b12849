import { isDeepStrictEqual } from 'node:util'
import type * as sfn from '@aws-sdk/client-sfn'
import { arn } from '../../place.ts'
import type { Random } from '../../random.ts'
import { AwsError, type Operation } from '../../service.ts'
import type { Timeline } from '../../timeline.ts'
import { parseDefinition, problemsOf } from '../check/definition.ts'
import type { Revision } from '../execution.ts'
import { variableReferences } from '../variable-references.ts'
import { checkedLogging } from './logging.ts'
import { checkName, machineArn } from './names.ts'
import { pageOf } from './paging.ts'
import { constraint, machineDeleting, machineMissing, notModelled } from './refusals.ts'

/** A state machine as it stands. */
export interface Machine {
  arn: string
  createdAt: number
  revision: Revision
  tags: Map<string, string>
}

/** The state machines, and the operations on them. */
export class Machines {
  readonly operations: Record<string, Operation>
  private readonly machines = new Map<string, Machine>()
  private readonly timeline: Timeline
  private readonly random: Random

  constructor(timeline: Timeline, random: Random) {
    this.timeline = timeline
    this.random = random
    this.operations = {
      CreateStateMachine: (input) => this.create(input),
      UpdateStateMachine: (input) => this.update(input),
      DeleteStateMachine: (input) => this.delete(input),
      DescribeStateMachine: (input) => describe(this.get(machineArn(input.stateMachineArn))),
      ListStateMachines: (input) => this.list(input),
      ValidateStateMachineDefinition: validateDefinition,
      TagResource: (input) => this.tag(input),
      UntagResource: (input) => this.untag(input),
      ListTagsForResource: (input) => this.tags(input),
    }
  }

  /** Throws StateMachineDoesNotExist. */
  get(machine: string): Machine {
    const found = this.find(machine)
    if (!found) throw machineMissing(machine)
    return found
  }

  /** As {@link get}; throws StateMachineDeleting too. */
  alive(machine: string): Machine {
    const found = this.get(machine)
    if (found.revision.life.deleting) throw machineDeleting(machine)
    return found
  }

  /** What is being deleted is there as long as it has executions (recorded). */
  private find(machine: string): Machine | undefined {
    const found = this.machines.get(machine)
    const { deleting, executions } = found?.revision.life ?? { deleting: false, executions: 0 }
    if (!deleting || executions > 0) return found
    this.machines.delete(machine)
    return undefined
  }

  /** The same call again gives the same machine; a different role or other tags do not make it another (API reference). */
  private create(input: sfn.CreateStateMachineInput): sfn.CreateStateMachineOutput {
    checkName(input.name)
    const { type = 'STANDARD' } = input
    if (type !== 'STANDARD' && type !== 'EXPRESS')
      throw constraint('type', type, 'Member must satisfy enum value set: [STANDARD, EXPRESS]')
    const express = type === 'EXPRESS'
    checkPublishing(input)
    const definition = parseDefinition(definitionText(input.definition), express)
    const machine = arn('states', `stateMachine:${input.name}`)
    const logging = checkedLogging(input.loggingConfiguration)
    const tracing = { enabled: false, ...input.tracingConfiguration }
    const before = this.find(machine)
    if (before) {
      if (before.revision.life.deleting) throw machineDeleting(machine)
      const same = isSame(before, [input.definition!, express, logging, tracing])
      if (!same) throw alreadyExists(machine)
      return { stateMachineArn: machine, creationDate: new Date(before.createdAt) }
    }
    const now = this.timeline.now()
    const revision: Revision = {
      arn: machine,
      name: input.name,
      definition,
      text: input.definition!,
      roleArn: roleOf(input.roleArn),
      express,
      updatedAt: now,
      revisionId: undefined,
      logging,
      tracing,
      encryption: input.encryptionConfiguration,
      life: { deleting: false, executions: 0 },
    }
    const tags = new Map(checkedTags(input.tags))
    this.machines.set(machine, { arn: machine, createdAt: now, revision, tags })
    return { stateMachineArn: machine, creationDate: new Date(now) }
  }

  /** Running executions keep what they began with (API reference). */
  private update(input: sfn.UpdateStateMachineInput): sfn.UpdateStateMachineOutput {
    const machine = this.alive(machineArn(input.stateMachineArn))
    const {
      definition: text,
      roleArn,
      loggingConfiguration,
      tracingConfiguration,
      encryptionConfiguration,
    } = input
    if (!text && !roleArn && !loggingConfiguration && !tracingConfiguration && !encryptionConfiguration) {
      const told =
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified'
      throw new AwsError('MissingRequiredParameter', told)
    }
    checkPublishing(input)
    const { revision } = machine
    const definition = text ? parseDefinition(definitionText(text), revision.express) : revision.definition
    const now = this.timeline.now()
    const next = {
      definition,
      text: text ?? revision.text,
      roleArn: roleArn ? roleOf(roleArn) : revision.roleArn,
      logging: loggingConfiguration ? checkedLogging(loggingConfiguration) : revision.logging,
      tracing: tracingConfiguration ? { enabled: false, ...tracingConfiguration } : revision.tracing,
      encryption: encryptionConfiguration ?? revision.encryption,
    }
    // An update that changes nothing gives no new revision, and the date is that of the last one (recorded).
    const same = revision.revisionId !== undefined && isDeepStrictEqual({ ...revision, ...next }, revision)
    if (!same) machine.revision = { ...revision, ...next, updatedAt: now, revisionId: this.random.uuid() }
    const { updatedAt, revisionId } = machine.revision
    return { updateDate: new Date(updatedAt), revisionId }
  }

  /**
   * Its running executions end at their next transition; the machine is gone with the last of them (API reference,
   * DeleteStateMachine). There is no error for a machine that does not exist.
   */
  private delete(input: sfn.DeleteStateMachineInput): sfn.DeleteStateMachineOutput {
    const machine = this.find(machineArn(input.stateMachineArn))
    if (machine) machine.revision.life.deleting = true
    return {}
  }

  private list({ maxResults, nextToken }: sfn.ListStateMachinesInput): sfn.ListStateMachinesOutput {
    // By name, as recorded.
    const there = [...this.machines.keys()].flatMap((machine) => this.find(machine) ?? [])
    const sorted = there.sort((a, b) => (a.revision.name < b.revision.name ? -1 : 1))
    const { page, ...rest } = pageOf(sorted, { maxResults, nextToken, list: 'machines', longestToken: 1024 })
    const stateMachines = page.map(({ arn: stateMachineArn, revision, createdAt }) => ({
      stateMachineArn,
      name: revision.name,
      type: typeOf(revision),
      creationDate: new Date(createdAt),
    }))
    return { stateMachines, ...rest }
  }

  private tag({ resourceArn, tags = [] }: sfn.TagResourceInput): sfn.TagResourceOutput {
    const machine = this.tagged(resourceArn)
    for (const [key, value] of checkedTags(tags)) machine.tags.set(key, value)
    return {}
  }

  private untag({ resourceArn, tagKeys = [] }: sfn.UntagResourceInput): sfn.UntagResourceOutput {
    const machine = this.tagged(resourceArn)
    for (const key of tagKeys) machine.tags.delete(key)
    return {}
  }

  private tags({ resourceArn }: sfn.ListTagsForResourceInput): sfn.ListTagsForResourceOutput {
    return { tags: [...this.tagged(resourceArn).tags].map(([key, value]) => ({ key, value })) }
  }

  private tagged(resource: string | undefined): Machine {
    const found = this.find(machineArn(resource))
    if (!found)
      throw new AwsError('ResourceNotFound', `Resource not found: '${resource}'`, { resourceName: resource })
    return found
  }
}

/** Whether what is asked for is what the machine is: its definition, type, logging and tracing. */
function isSame({ revision }: Machine, asked: unknown[]): boolean {
  const { text, express, logging, tracing } = revision
  return JSON.stringify(asked) === JSON.stringify([text, express, logging, tracing])
}

function definitionText(text: string | undefined): string {
  if (text === undefined) throw constraint('definition', null, 'Member must not be null')
  if (text.length > 1_048_576)
    throw constraint('definition', text, 'Member must have length less than or equal to 1048576')
  return text
}

function roleOf(role: string | undefined): string {
  if (!role || !/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(role)) {
    throw new AwsError('InvalidArn', `Invalid Role Arn: '${role}'`)
  }
  return role
}

const typeOf = ({ express }: Revision) => (express ? ('EXPRESS' as const) : ('STANDARD' as const))

const alreadyExists = (machine: string) =>
  new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${machine}'`)

/** Versions are not modelled; AWS itself refuses to describe one that is not published (recorded). */
function checkPublishing({
  publish,
  versionDescription,
}: sfn.UpdateStateMachineInput | sfn.CreateStateMachineInput) {
  if (publish) throw notModelled('Publishing a state machine version')
  if (versionDescription !== undefined)
    throw new AwsError('ValidationException', 'Version description can only be set when publish is true')
}

/** Nobody but AWS gives tags that begin so (recorded). */
function checkedTags(tags: readonly sfn.Tag[] = []): [string, string][] {
  if (tags.some(({ key }) => key?.startsWith('aws:')))
    throw new AwsError('AccessDeniedException', 'Caller is an end user and not allowed to mutate system tags')
  return tags.map(({ key = '', value = '' }) => [key, value])
}

/** What AWS uses where no key is asked for, and tells (recorded). */
const OWN_KEY: sfn.EncryptionConfiguration = { type: 'AWS_OWNED_KEY' }

/** The member that tells which variables the states read. */
function references({ definition }: Revision): Pick<sfn.DescribeStateMachineOutput, 'variableReferences'> {
  const found = variableReferences(definition)
  return found ? { variableReferences: found } : {}
}

function describe(machine: Machine): sfn.DescribeStateMachineOutput {
  const { revision } = machine
  return {
    stateMachineArn: machine.arn,
    name: revision.name,
    status: revision.life.deleting ? 'DELETING' : 'ACTIVE',
    definition: revision.text,
    roleArn: revision.roleArn,
    type: typeOf(revision),
    creationDate: new Date(machine.createdAt),
    ...settings(revision),
  }
}

type Settings = Pick<
  sfn.DescribeStateMachineOutput,
  | 'loggingConfiguration'
  | 'tracingConfiguration'
  | 'encryptionConfiguration'
  | 'variableReferences'
  | 'revisionId'
>

/** What both descriptions of a machine tell of a revision. */
export function settings(revision: Revision): Settings {
  const { logging, tracing, encryption, revisionId } = revision
  return {
    loggingConfiguration: logging,
    tracingConfiguration: tracing,
    encryptionConfiguration: encryption ?? OWN_KEY,
    ...references(revision),
    ...(revisionId === undefined ? {} : { revisionId }),
  }
}

function validateDefinition(
  input: sfn.ValidateStateMachineDefinitionInput,
): sfn.ValidateStateMachineDefinitionOutput {
  const { maxResults = 0 } = input
  if (!Number.isInteger(maxResults) || maxResults < 0 || maxResults > 100) {
    throw constraint('maxResults', String(maxResults), 'Member must have value less than or equal to 100')
  }
  const diagnostics = problemsOf(definitionText(input.definition), input.type === 'EXPRESS').map(
    (problem) => ({
      severity: 'ERROR' as const,
      ...problem,
    }),
  )
  const shown = diagnostics.slice(0, maxResults || 100)
  const result = diagnostics.length === 0 ? ('OK' as const) : ('FAIL' as const)
  return { result, diagnostics: shown, truncated: shown.length < diagnostics.length }
}
