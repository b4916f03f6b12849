import type { AgentId, ContactId, QueueId } from '../domain/values.ts'

/** Something for a person to do. */
export type Task = Readonly<{
  /** Its name for machines: asked for again under the same one, it is the same task. */
  token: string
  /** One agent and nobody else, unless there is no such agent any more; or whoever serves a queue. */
  to: Readonly<{ agent: AgentId; orElse?: QueueId | undefined }> | Readonly<{ queue: QueueId }>
  /** What the agent reads. Neither a customer's name nor words: tasks are kept for longer than we keep those. */
  title: string
  text: string
  /** The contact that it is about. */
  about?: ContactId | undefined
  /** After so long it ends by itself, done or not. */
  lastsMinutes: number
}>

/** The contact centre has no room for it now. Asking again later is safe. */
export class TasksFull extends Error {
  override readonly name = 'TasksFull'
}

/** Makes tasks. Two requests a second for the whole account. */
export interface OwnerTasks {
  /**
   * Gives the task's contact; undefined where there is a task of that name already, though in other words.
   * Throws TasksFull, and whatever else keeps it from being made.
   */
  create(task: Task): Promise<ContactId | undefined>
}
