const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/**
 * A number as EventBridge compares it: 300, 300.0 and 3.0e2 are one. Throws RangeError for what a double cannot hold
 * (recorded; the guide's limits of ±5e9 and six decimals hold no more): such a number matches by its text only.
 */
export function comparable(text: string): number {
  const number = Number(text)
  if (!Number.isFinite(number) || canonical(String(number)) !== canonical(text))
    throw new RangeError(`Cannot compare number : ${text}`)
  return number
}

/** Undefined where `comparable` would throw. */
export function comparableOrNone(text: string): number | undefined {
  try {
    return comparable(text)
  } catch {
    return undefined
  }
}

/** One spelling of a decimal number: its digits without zeros at either end, and the power of ten. */
function canonical(text: string): string {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}
