/** A public price, in US dollars, of one unit in us-east-1, beyond every free tier. */
interface Price {
  usd: number
  per: string
  page: string
}

/** When the pages were last compared with this table. */
export const PRICES_AS_OF = '2026-11-25'

const MILLION = 1e6

export const PRICES = {
  transition: {
    usd: 0.025 / 1000,
    per: 'state transition',
    page: 'https://aws.amazon.com/step-functions/pricing/',
  },
  lambdaRequest: { usd: 0.2 / MILLION, per: 'request', page: 'https://aws.amazon.com/lambda/pricing/' },
  lambdaGbSecond: {
    usd: 0.000_013_333_4,
    per: 'GB-second on arm64',
    page: 'https://aws.amazon.com/lambda/pricing/',
  },
  writeUnit: {
    usd: 0.625 / MILLION,
    per: 'write request unit',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  readUnit: {
    usd: 0.125 / MILLION,
    per: 'read request unit',
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  sqsRequest: {
    usd: 0.4 / MILLION,
    per: 'request, standard queue',
    page: 'https://aws.amazon.com/sqs/pricing/',
  },
  logGb: { usd: 0.5, per: 'GB ingested', page: 'https://aws.amazon.com/cloudwatch/pricing/' },
  metricHour: {
    usd: 0.3 / 730,
    per: 'custom metric and hour',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  trace: { usd: 5 / MILLION, per: 'trace recorded', page: 'https://aws.amazon.com/xray/pricing/' },
  kmsRequest: { usd: 0.03 / 10_000, per: 'request', page: 'https://aws.amazon.com/kms/pricing/' },
  schedule: { usd: 1 / MILLION, per: 'invocation', page: 'https://aws.amazon.com/eventbridge/pricing/' },
} as const satisfies Record<string, Price>

export type Priced = keyof typeof PRICES
