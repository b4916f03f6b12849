import type { JsonNode } from '../json-tokens.ts'

/** A value at the end of a path of the event, with the element it belongs to in each array on the way. */
export interface Leaf {
  kind: 'string' | 'number' | 'literal'
  text: string
  /** Array (by number) → index of the element. */
  membership: ReadonlyMap<number, number>
}

/**
 * The event as patterns see it: dotted paths with their values; arrays vanish into several values of one path, and empty
 * objects and arrays leave nothing behind.
 */
export function leavesOf(event: JsonNode): Map<string, Leaf[]> {
  const leaves = new Map<string, Leaf[]>()
  let arrays = 0

  function visit(node: JsonNode, path: string, membership: ReadonlyMap<number, number>): void {
    if (node.kind === 'object') {
      for (const [key, child] of node.entries) visit(child, path ? `${path}.${key}` : key, membership)
    } else if (node.kind === 'array') {
      const id = arrays++
      node.items.forEach((child, index) => {
        const nested = child.kind === 'object' || child.kind === 'array'
        visit(child, path, nested ? new Map(membership).set(id, index) : membership)
      })
    } else {
      const known = leaves.get(path)
      const text = node.kind === 'number' ? asRead(node.text) : node.text
      const leaf: Leaf = { kind: node.kind, text, membership }
      if (known) known.push(leaf)
      else leaves.set(path, [leaf])
    }
  }

  visit(event, '', new Map())
  return leaves
}

/** EventBridge reads a number of an event that has a fraction or an exponent as a double; whole ones keep their digits (recorded). */
const asRead = (text: string) => (/^-?\d+$/.test(text) ? text : String(Number(text)))
