// One cold start: from the first line of this process to the function's first result. Its last line is milliseconds.
const began = process.hrtime.bigint()
const [, , bundle, event] = process.argv
const context = {
  awsRequestId: 'r',
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '$LATEST',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
  getRemainingTimeInMillis: () => 30_000,
}
require(bundle)
  .handler(JSON.parse(event), context)
  .then(
    () => finish(0),
    (error) => {
      process.stderr.write(`${error.stack}\n`)
      finish(1)
    },
  )

function finish(code) {
  process.stdout.write(`${Number(process.hrtime.bigint() - began) / 1e6}\n`, () => process.exit(code))
}
