import { describe, expect, it } from 'vitest'
import { aCentre } from './a-centre.ts'

const streamConfig = (StreamArn: string) => ({
  StorageType: 'KINESIS_STREAM',
  KinesisStreamConfig: { StreamArn },
})
const STREAM = 'arn:aws:kinesis:us-east-1:111122223333:stream/agents'
const events = { ResourceType: 'AGENT_EVENTS', StorageConfig: streamConfig(STREAM) }

describe('where an instance keeps what it makes', () => {
  it('is one for each type: a second is refused, and there is room again after the first is gone', async () => {
    const { ask } = await aCentre()
    const { AssociationId } = await ask('AssociateInstanceStorageConfig', events)
    await expect(ask('AssociateInstanceStorageConfig', events)).rejects.toThrow(
      expect.objectContaining({ name: 'ResourceConflictException' }),
    )
    await ask('DisassociateInstanceStorageConfig', { AssociationId, ResourceType: 'AGENT_EVENTS' })
    const again = await ask('AssociateInstanceStorageConfig', events)
    expect(again.AssociationId).not.toBe(AssociationId)
  })

  it('is described and listed by type', async () => {
    const { ask } = await aCentre()
    const { AssociationId } = await ask('AssociateInstanceStorageConfig', events)
    const S3Config = { BucketName: 'reports', BucketPrefix: 'connect' }
    await ask('AssociateInstanceStorageConfig', {
      ResourceType: 'SCHEDULED_REPORTS',
      StorageConfig: { StorageType: 'S3', S3Config },
    })
    const storage = { AssociationId, ...streamConfig(STREAM) }
    expect(
      await ask('DescribeInstanceStorageConfig', { AssociationId, ResourceType: 'AGENT_EVENTS' }),
    ).toEqual({
      StorageConfig: storage,
    })
    expect(await ask('ListInstanceStorageConfigs', { ResourceType: 'AGENT_EVENTS' })).toEqual({
      StorageConfigs: [storage],
    })
    expect(await ask('ListInstanceStorageConfigs', { ResourceType: 'SCHEDULED_REPORTS' })).toMatchObject({
      StorageConfigs: [{ StorageType: 'S3', S3Config }],
    })
    await expect(
      ask('DescribeInstanceStorageConfig', { AssociationId, ResourceType: 'SCHEDULED_REPORTS' }),
    ).rejects.toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }))
  })

  it.each([
    [
      { ...events, StorageConfig: { StorageType: 'KINESIS_STREAM' } },
      'InvalidParameterException',
      'StorageType KINESIS_STREAM goes with KinesisStreamConfig and nothing else',
    ],
    [
      {
        ResourceType: 'AGENT_EVENTS',
        StorageConfig: { StorageType: 'S3', S3Config: { BucketName: 'b', BucketPrefix: 'p' } },
      },
      'InvalidRequestException',
      'AGENT_EVENTS go to a KINESIS_STREAM, not to S3',
    ],
  ])('refuses %j', async (input, name, message) => {
    const { ask } = await aCentre()
    await expect(ask('AssociateInstanceStorageConfig', input)).rejects.toThrow(
      expect.objectContaining({ name, message }),
    )
  })

  it('needs of its caller what Connect’s own role is to be given', async () => {
    const { connect, instanceId } = await aCentre()
    const instance = `arn:aws:connect:us-east-1:111122223333:instance/${instanceId}`
    expect(connect.access!('AssociateInstanceStorageConfig', { InstanceId: instanceId, ...events })).toEqual([
      { action: 'connect:AssociateInstanceStorageConfig', resources: [instance] },
      { action: 'kinesis:DescribeStream', resources: [STREAM] },
      {
        action: 'iam:PutRolePolicy',
        resources: [expect.stringContaining(':role/aws-service-role/connect.amazonaws.com/')],
      },
    ])
  })
})
