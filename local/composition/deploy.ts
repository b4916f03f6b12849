import { adopt } from '../assembly/adopt.ts'
import { Deployment } from '../assembly/deployment.ts'
import { instanceIdOf } from '../assembly/provision/connect/ids.ts'
import type { Assembly } from '../assembly/read.ts'
import type { Connect } from '../connect/connect.ts'
import type { Ground } from './ground.ts'
import type { Services } from './services.ts'

/** A deployment that makes its resources in these services, and moves time on where one of them throttles it. */
export function deploymentOn(
  { endpoint, iam, desk, random, timeline }: Ground,
  { lambda }: Services,
): Deployment {
  return new Deployment({
    aws: endpoint,
    desk,
    random,
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
  { endpoint }: Ground,
  { deployment, connect }: { deployment: Deployment; connect: Connect },
  assembly: Assembly,
): Promise<string[]> {
  const adopted: string[] = []
  const whole = await adopt(assembly, {
    aws: endpoint,
    adoptInstance: (instanceArn) =>
      adopted.push(instanceIdOf(connect.adoptInstance(instanceArn, 'existing'))),
  })
  await deployment.apply(whole)
  const made = deployment.resources().filter(({ type }) => type === 'AWS::Connect::Instance')
  return [...new Set([...made.map(({ ref }) => instanceIdOf(ref)), ...adopted])]
}
