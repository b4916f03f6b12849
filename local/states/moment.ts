/** ISO 8601 extended with offset, as Java's parser takes it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d(:\d\d)?)$/

/** The moment that a Timestamp means, in epoch milliseconds; undefined if it is none. */
export function momentOf(text: string): number | undefined {
  const at = MOMENT.test(text) ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1')) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}
