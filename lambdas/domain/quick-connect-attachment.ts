/** A quick connect that the agents of a queue are to see, or not to see any more. Ids throughout. */
export type AttachmentRequest = Readonly<{
  type: 'Create' | 'Update' | 'Delete'
  queue: string
  quickConnect: string
}>

/** The name CloudFormation knows it by: another queue or quick connect is another resource, and the old one is deleted. */
export const attachmentName = ({ queue, quickConnect }: AttachmentRequest) => `${queue}|${quickConnect}`
