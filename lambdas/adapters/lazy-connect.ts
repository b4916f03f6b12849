import { ConnectClient } from '@aws-sdk/client-connect'

/** What the adapters need of a Connect client. */
export type ConnectSender = Pick<ConnectClient, 'send'>

/**
 * A Connect client that is made when it is first asked: most emails are placed by the table alone, and their cold start
 * should not pay for a client that they never use.
 */
export function lazyConnect(): ConnectSender {
  let client: ConnectClient | undefined
  const send = (...request: Parameters<ConnectClient['send']>) => {
    client ??= new ConnectClient()
    return client.send(...request)
  }
  return { send: send as ConnectClient['send'] }
}
