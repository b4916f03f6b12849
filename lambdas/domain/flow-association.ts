/** Which flow an email address runs, as CloudFormation cannot express it. ARNs throughout. */
export type AssociationRequest = Readonly<{
  type: 'Create' | 'Update' | 'Delete'
  address: string
  flow: string
  /** The name CloudFormation knows the resource by; it remembers what was there before us. */
  resource: string | undefined
}>

export type AssociationPlan =
  | Readonly<{ kind: 'associate'; flow: string; resource: string }>
  | Readonly<{ kind: 'disassociate'; resource: string }>
  | Readonly<{ kind: 'leave'; resource: string }>

const NONE = 'none'
const SEPARATOR = '|'

/**
 * What makes the instance be as the template says; or, on delete, as it was before us. Another flow than ours on an
 * address we let go of is somebody else's decision, and stays.
 */
export function planAssociation(request: AssociationRequest, current: string | undefined): AssociationPlan {
  const { type, address, flow } = request
  const kept = request.resource === undefined ? undefined : readName(request.resource)
  // Ours is there already where a request comes again: not what to give back.
  const fresh = nameOf(address, current === flow ? undefined : current)
  switch (type) {
    case 'Create':
      return { kind: 'associate', flow, resource: fresh }
    case 'Update':
      // Another address is another resource: CloudFormation deletes the old one afterwards, by its own name.
      return {
        kind: 'associate',
        flow,
        resource: kept?.address === address ? (request.resource as string) : fresh,
      }
    case 'Delete': {
      const resource = request.resource ?? nameOf(address, undefined)
      if (current !== flow) return { kind: 'leave', resource }
      return kept?.before === undefined
        ? { kind: 'disassociate', resource }
        : { kind: 'associate', flow: kept.before, resource }
    }
  }
}

const nameOf = (address: string, before: string | undefined) => `${address}${SEPARATOR}${before ?? NONE}`

/**
 * Undefined for a name that is not ours: CloudFormation makes one up for a creation whose answer it never got. That may have
 * got as far as our flow, which cannot be deleted while an address has it.
 */
function readName(resource: string): { address: string; before: string | undefined } | undefined {
  const [address, before] = resource.split(SEPARATOR)
  if (address === undefined || before === undefined) return undefined
  return { address, before: before === NONE ? undefined : before }
}
