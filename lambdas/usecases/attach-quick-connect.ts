import { type AttachmentRequest, attachmentName, leftOut } from '../domain/quick-connect-attachment.ts'
import type { Journal } from '../ports/journal.ts'
import type { QuickConnects } from '../ports/quick-connects.ts'

/** Carries out what CloudFormation asks about a queue and its quick connects. Gives the resource's name. */
export async function attachQuickConnect(
  request: AttachmentRequest,
  { quickConnects, journal }: { quickConnects: QuickConnects; journal: Journal },
): Promise<string> {
  const { type, queue } = request
  if (type === 'Delete') await quickConnects.detach(queue, request.quickConnects)
  else {
    await quickConnects.attach(queue, request.quickConnects)
    await quickConnects.detach(queue, leftOut(request))
  }
  journal.decided('quick connect', { request: type, queue })
  return attachmentName(request)
}
