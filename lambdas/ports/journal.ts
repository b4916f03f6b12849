/** Where decisions are told: one line each, with the reason, never a body, subject or address. */
export interface Journal {
  decided(decision: string, facts: Readonly<Record<string, string | number | boolean | undefined>>): void
  /** Something that an operator may have to look at; the work went on. */
  troubled(trouble: string, facts: Readonly<Record<string, string | number | boolean | undefined>>): void
  /** Counts towards a CloudWatch metric. */
  count(metric: string): void
}
