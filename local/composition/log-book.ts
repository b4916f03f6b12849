export interface LogEntry {
  /** ISO 8601, virtual. */
  at: string
  functionName: string
  requestId: string
  text: string
}

const MOST_LINES = 10_000

/** The last lines that functions wrote. */
export class LogBook {
  private lines: LogEntry[] = []

  write(entry: LogEntry): void {
    this.lines.push(entry)
    if (this.lines.length > MOST_LINES * 1.1) this.lines = this.lines.slice(-MOST_LINES)
  }

  list(): readonly LogEntry[] {
    return this.lines.slice(-MOST_LINES)
  }
}
