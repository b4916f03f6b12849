import { type AttachmentRequest, attachmentName } from '../domain/quick-connect-attachment.ts'
import type { Journal } from '../ports/journal.ts'
import type { QuickConnects } from '../ports/quick-connects.ts'

/** Carries out what CloudFormation asks about a queue and a quick connect. Gives the resource's name. */
export async function attachQuickConnect(
  request: AttachmentRequest,
  { quickConnects, journal }: { quickConnects: QuickConnects; journal: Journal },
): Promise<string> {
  const { type, queue, quickConnect } = request
  if (type === 'Delete') await quickConnects.detach(queue, quickConnect)
  else await quickConnects.attach(queue, quickConnect)
  journal.decided('quick connect', { request: type, queue })
  return attachmentName(request)
}
