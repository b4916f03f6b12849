/**
 * Quick connects that the agents of a queue are to see, or not to see any more: one that stands for itself, or all that the
 * queue has of us. Ids throughout.
 */
export type AttachmentRequest = Readonly<{
  type: 'Create' | 'Update' | 'Delete'
  queue: string
  quickConnects: readonly string[]
  /** Those of a list are one resource, whichever they are. */
  isList: boolean
  /** Those that the list had before on this queue. */
  before: readonly string[]
}>

/** The name CloudFormation knows it by: another queue or quick connect is another resource, and the old one is deleted. */
export const attachmentName = ({ queue, quickConnects, isList }: AttachmentRequest) =>
  `${queue}|${isList ? 'all' : quickConnects.join()}`

/** Those that the list had, and has not any more. */
export const leftOut = ({ before, quickConnects }: AttachmentRequest): readonly string[] =>
  before.filter((id) => !quickConnects.includes(id))
