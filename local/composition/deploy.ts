import { adopt } from '../assembly/adopt.ts'
import { Deployment } from '../assembly/deployment.ts'
import { patient } from '../assembly/patience.ts'
import { instanceIdOf } from '../assembly/provision/connect/ids.ts'
import type { Assembly } from '../assembly/read.ts'
import type { Connect } from '../connect/connect.ts'
import type { Aws } from '../service.ts'
import type { Ground } from './ground.ts'
import type { Services } from './services.ts'

/** A deployment that makes its resources in these services, and moves time on where one of them throttles it. */
export function deploymentOn(
  { endpoint, iam, desk, random, timeline }: Ground,
  { lambda, receiptRules, templates, topics }: Services,
): Deployment {
  return new Deployment({
    aws: endpoint,
    desk,
    random,
    receiptRules,
    templates,
    topics,
    pause: (ms) => timeline.advance(ms),
    roles: {
      define: (role) => iam.defineRole({ ...role, statements: [] }),
      allow: (arn, policyName, statements) => iam.addStatements(arn, statements, policyName),
      remove: (arn) => iam.removeRole(arn),
    },
    functions: {
      define: ({ folder, ...wanted }) => lambda.define({ ...wanted, directory: folder }),
      remove: (name) => lambda.remove(name),
    },
  })
}

/** Deploys over what is there, and gives the ids of all instances, adopted ones included. Throws DeploymentFailed. */
export async function deploy(
  ground: Ground,
  { deployment, connect }: { deployment: Deployment; connect: Connect },
  assembly: Assembly,
): Promise<string[]> {
  const instanceIds = new Set<string>()
  const whole = await adopt(assembly, {
    aws: unhurried(ground),
    adopted: ground.adopted,
    adoptInstance: (instanceArn) =>
      instanceIds.add(instanceIdOf(connect.adoptInstance(instanceArn, 'existing'))),
  })
  await deployment.apply(whole)
  for (const { type, ref } of deployment.resources())
    if (type === 'AWS::Connect::Instance') instanceIds.add(instanceIdOf(ref))
  return [...instanceIds]
}

/** The way to all services for whoever sets things up: where a quota is used up, time moves on. */
export function unhurried({ endpoint, timeline }: Ground): Aws {
  return patient(endpoint, (ms) => timeline.advance(ms))
}
