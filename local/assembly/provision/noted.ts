import { arn } from '../../place.ts'
import type { Created } from '../intrinsics.ts'
import type { Kind, Kinds, Wanted, Workshop } from './kind.ts'

/** A kind that is written down and does nothing here. */
function noted(create: (wanted: Wanted, workshop: Workshop) => Created): Kind {
  return { runs: false, create }
}

/** What only watches, encrypts or stores: it changes nothing of what the contact centre does. */
export const notedKinds: Kinds = {
  'AWS::KMS::Key': noted((_, workshop) => {
    const id = workshop.uuid()
    return { ref: id, attributes: { Arn: arn('kms', `key/${id}`), KeyId: id } }
  }),
  'AWS::KMS::Alias': noted(({ properties }) => ({ ref: properties.AliasName, attributes: {} })),
  'AWS::Logs::LogGroup': noted((wanted, workshop) => {
    const name = wanted.properties.LogGroupName ?? workshop.name(wanted, 512)
    return { ref: name, attributes: { Arn: arn('logs', `log-group:${name}:*`) } }
  }),
  'AWS::Logs::ResourcePolicy': noted(({ properties }) => ({ ref: properties.PolicyName, attributes: {} })),
  'AWS::Logs::MetricFilter': noted((wanted, workshop) => named(wanted, 'FilterName', workshop)),
  'AWS::CloudWatch::Alarm': noted(alarm),
  'AWS::CloudWatch::CompositeAlarm': noted(alarm),
  'AWS::CloudWatch::Dashboard': noted((wanted, workshop) => named(wanted, 'DashboardName', workshop)),
  'AWS::S3::Bucket': noted((wanted, workshop) => {
    const name: string = wanted.properties.BucketName ?? workshop.name(wanted, 63).toLowerCase()
    return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com` } }
  }),
  'AWS::S3::BucketPolicy': noted(({ properties }) => ({ ref: properties.Bucket, attributes: {} })),
  // Whether write calls of Connect reach EventBridge is a switch of Connect's here: another trail may log them as well.
  'AWS::CloudTrail::Trail': noted((wanted, workshop) => {
    const name: string = wanted.properties.TrailName ?? workshop.name(wanted, 128)
    return { ref: name, attributes: { Arn: arn('cloudtrail', `trail/${name}`) } }
  }),
  'AWS::CDK::Metadata': noted((wanted) => ({ ref: wanted.logicalId, attributes: {} })),
}

function alarm(wanted: Wanted, workshop: Workshop): Created {
  const { ref } = named(wanted, 'AlarmName', workshop)
  return { ref, attributes: { Arn: arn('cloudwatch', `alarm:${ref}`) } }
}

function named(wanted: Wanted, property: string, workshop: Workshop): Created {
  return { ref: wanted.properties[property] ?? workshop.name(wanted, 255), attributes: {} }
}
