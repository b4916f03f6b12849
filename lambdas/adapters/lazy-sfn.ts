import { SFNClient } from '@aws-sdk/client-sfn'

/** A Step Functions client that is made when it is first asked, for a function that hardly ever starts anything. */
export function lazySfn(): Pick<SFNClient, 'send'> {
  let client: SFNClient | undefined
  const send = (...request: Parameters<SFNClient['send']>) => {
    client ??= new SFNClient()
    return client.send(...request)
  }
  return { send: send as SFNClient['send'] }
}
