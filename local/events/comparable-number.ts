const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/
const MICRO = 6
const LIMIT = 5_000_000_000n * 1_000_000n

/**
 * A number's text in millionths, the precision to which EventBridge compares: 300, 300.0 and 3.0e2 are one. Throws
 * RangeError beyond six decimals or ±5e9 (EventBridge guide, "Numeric matching"): such numbers match by their text only.
 */
export function comparable(text: string): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return 0n
  const zeros = digits.length - significant.length
  const shift = Number(exponent) - fraction.length + zeros + MICRO
  if (shift < 0) throw new RangeError('Only values upto 6 decimals are supported')
  const magnitude = shift > 20 ? LIMIT + 1n : BigInt(significant) * 10n ** BigInt(shift)
  if (magnitude > LIMIT) throw new RangeError('Value must be between -5.0E9 and 5.0E9, inclusive')
  return sign ? -magnitude : magnitude
}

/** Undefined where `comparable` would throw. */
export function comparableOrNone(text: string): bigint | undefined {
  try {
    return comparable(text)
  } catch {
    return undefined
  }
}
