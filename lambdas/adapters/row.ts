import type { Item } from './table.ts'

/** An old item that no longer fits fails here, by name; its value may be a customer's and is not told. */
export class MalformedItem extends Error {
  override readonly name = 'MalformedItem'

  constructor(attribute: string, expected: string) {
    super(`${attribute}: expected ${expected}`)
  }
}

/** Reads an item attribute by attribute; what is absent is undefined. Each throws MalformedItem. */
export interface Row {
  text<Text extends string>(attribute: string): Text | undefined
  number<Num extends number>(attribute: string): Num | undefined
  flag(attribute: string): boolean | undefined
  /** A list or a set of strings. */
  texts<Text extends string>(attribute: string): readonly Text[] | undefined
  oneOf<const Allowed extends string>(attribute: string, allowed: readonly Allowed[]): Allowed | undefined
}

export function rowOf(item: Item): Row {
  function read<Value>(attribute: string, expected: string, fits: (value: unknown) => boolean) {
    const value = item[attribute]
    if (value !== undefined && !fits(value)) throw new MalformedItem(attribute, expected)
    return value as Value | undefined
  }
  return {
    text: (attribute) => read(attribute, 'a string', (value) => typeof value === 'string'),
    number: (attribute) => read(attribute, 'a number', (value) => typeof value === 'number'),
    flag: (attribute) => read(attribute, 'true or false', (value) => typeof value === 'boolean'),
    texts(attribute) {
      const value = item[attribute] instanceof Set ? [...item[attribute]] : item[attribute]
      if (value === undefined) return undefined
      if (!Array.isArray(value) || value.some((each) => typeof each !== 'string'))
        throw new MalformedItem(attribute, 'a list or set of strings')
      return value
    },
    oneOf: (attribute, allowed) =>
      read(attribute, allowed.join(' or '), (value) => allowed.some((each) => each === value)),
  }
}
