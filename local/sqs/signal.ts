import type { Timeline } from '../timeline.ts'

/** Tells whoever listens to a name. */
export class Signal {
  private readonly listeners = new Map<string, Set<() => void>>()

  on(name: string, listener: () => void): () => void {
    const listeners = this.listeners.get(name) ?? new Set()
    this.listeners.set(name, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }

  /** Resolves when `name` is told next, and at the virtual instant `end` at the latest. */
  once(name: string, timeline: Timeline, end: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        off()
        cancel()
        resolve()
      }
      const off = this.on(name, done)
      const cancel = timeline.at(end, `waiting for ${name} ends`, done)
    })
  }

  tell(name: string): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) listener()
  }
}
