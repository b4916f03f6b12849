import type { Template } from './read.ts'

/**
 * The logical ids of a template, each after those it refers to (Ref, Fn::GetAtt, Fn::Sub) or names in DependsOn; where
 * that leaves a choice, in the template's own order. Throws on a circle.
 */
export function creationOrder(stack: string, { Resources }: Template): string[] {
  const ordered: string[] = []
  const done = new Set<string>()
  const visit = (id: string, path: readonly string[]) => {
    if (done.has(id)) return
    if (path.includes(id))
      throw new Error(`${stack}: these resources depend on each other: ${[...path, id].join(' → ')}`)
    for (const before of dependencies(Resources[id]))
      if (Object.hasOwn(Resources, before)) visit(before, [...path, id])
    done.add(id)
    ordered.push(id)
  }
  for (const id of Object.keys(Resources)) visit(id, [])
  return ordered
}

function dependencies(resource: Template['Resources'][string] | undefined): Set<string> {
  const found = new Set([resource?.DependsOn ?? []].flat())
  gather(resource?.Properties, found)
  return found
}

function gather(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    if (key === 'Ref' && typeof item === 'string') found.add(item)
    if (key === 'Fn::GetAtt') found.add(String(Array.isArray(item) ? item[0] : item).split('.')[0]!)
    if (key === 'Fn::Sub') gatherFromPattern(String(Array.isArray(item) ? item[0] : item), found)
    gather(item, found)
  }
}

function gatherFromPattern(pattern: string, found: Set<string>): void {
  for (const [, name] of pattern.matchAll(/\$\{([^!}][^}]*)\}/g)) found.add(name!.split('.')[0]!)
}
