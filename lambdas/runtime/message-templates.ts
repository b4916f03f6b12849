import type { Settings } from '../domain/inbox.ts'
import { env } from './env.ts'

/** The message templates that acknowledgements are sent with; undefined where they are sent as raw messages. */
export function messageTemplates({ acknowledgements }: Settings) {
  if (!acknowledgements?.template) return undefined
  return { knowledgeBaseId: env('KNOWLEDGE_BASE_ID'), ids: env('MESSAGE_TEMPLATES').split(',') }
}
