import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { CfnInstanceStorageConfig } from 'aws-cdk-lib/aws-connect'
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

export interface ChatAttachmentsProps {
  readonly instanceArn: string
  /** Of the pages that show the chat, and of the agent workspace: from there browsers put files into the bucket. */
  readonly origins: readonly string[]
  readonly keepDays: number
}

/**
 * Where the files are that customers and agents send in chats: without such a place Connect takes none (admin guide,
 * "Enable attachments"). An instance has one for all channels and no more, so there must not be another yet.
 */
export class ChatAttachments extends Construct {
  constructor(scope: Construct, id: string, { instanceArn, origins, keepDays }: ChatAttachmentsProps) {
    super(scope, id)
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // The address to put a file to is signed by Connect and goes to the browser: the bucket only lets it in.
      cors: [{ allowedMethods: [HttpMethods.PUT], allowedHeaders: ['*'], allowedOrigins: [...origins] }],
      lifecycleRules: [
        { expiration: Duration.days(keepDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    })
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason:
        'Connect alone reads and writes it, by addresses that it signs; who asked for a file is in its own records.',
    })
    new CfnInstanceStorageConfig(this, 'Storage', {
      instanceArn,
      resourceType: 'ATTACHMENTS',
      storageType: 'S3',
      s3Config: { bucketName: bucket.bucketName, bucketPrefix: 'attachments' },
    })
  }
}
