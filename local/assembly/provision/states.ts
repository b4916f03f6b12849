import { readFileSync } from 'node:fs'
import type { Created } from '../intrinsics.ts'
import type { Kinds, Wanted, Workshop } from './kind.ts'

/** State machines. The definition is validated where it is created: a wrong one fails the deployment, as on AWS. */
export const statesKinds: Kinds = {
  'AWS::StepFunctions::StateMachine': {
    runs: true,
    async create(wanted, workshop) {
      const { properties } = wanted
      const name: string = properties.StateMachineName ?? workshop.name(wanted, 80)
      const { stateMachineArn } = await workshop.call('states', 'CreateStateMachine', {
        name,
        type: properties.StateMachineType ?? 'STANDARD',
        ...changeable(wanted, workshop),
      })
      return created(stateMachineArn, name)
    },
    fixed: ['StateMachineName', 'StateMachineType'],
    async update(wanted, before, workshop) {
      await workshop.call('states', 'UpdateStateMachine', {
        stateMachineArn: before.ref,
        ...changeable(wanted, workshop),
      })
      return created(before.ref, before.attributes.Name as string)
    },
    remove: (made, workshop) => workshop.call('states', 'DeleteStateMachine', { stateMachineArn: made.ref }),
  },
}

function created(stateMachineArn: string, Name: string): Created {
  return { ref: stateMachineArn, attributes: { Arn: stateMachineArn, Name } }
}

function changeable(wanted: Wanted, workshop: Workshop): object {
  const { RoleArn, LoggingConfiguration, TracingConfiguration } = wanted.properties
  return {
    definition: definition(wanted, workshop),
    roleArn: RoleArn,
    ...(LoggingConfiguration && { loggingConfiguration: lowerKeys(LoggingConfiguration) }),
    ...(TracingConfiguration && { tracingConfiguration: lowerKeys(TracingConfiguration) }),
  }
}

function definition(wanted: Wanted, workshop: Workshop): string {
  const {
    DefinitionString,
    Definition,
    DefinitionS3Location,
    DefinitionSubstitutions = {},
  } = wanted.properties
  const source: string =
    DefinitionString ??
    (Definition && JSON.stringify(Definition)) ??
    readFileSync(workshop.asset(wanted.stack, DefinitionS3Location?.Key), 'utf8')
  return source.replace(/\$\{([A-Za-z0-9_]+)\}/g, (_, name: string) => {
    const value = DefinitionSubstitutions[name]
    if (value === undefined)
      throw new Error(`the definition asks for \${${name}}, which DefinitionSubstitutions lacks`)
    return JSON.stringify(String(value)).slice(1, -1)
  })
}

/** CloudFormation writes the API's camelCase members in PascalCase. */
function lowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key[0]!.toLowerCase() + key.slice(1), lowerKeys(item)]),
  )
}
