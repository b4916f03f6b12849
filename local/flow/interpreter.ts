import { Random } from '../random.ts'
import type { ContentType } from './catalogue/spec.ts'
import { type Action, type FlowDocument, readDocument } from './document.ts'
import { BLOCKS, whyNotRunnable } from './run/blocks.ts'
import { type Branch, conditionWay, errorWay, type Way } from './run/branch.ts'
import { type Outcome, Run } from './run/run.ts'
import { FlowRefusal, type FlowWorld } from './world.ts'

/** A run that has executed this many blocks goes round in circles. */
const MOST_BLOCKS = 1_000

/** One block that a contact went through. */
interface Visit {
  /** The flow it is in, by the id of the transfer; '' for the flow that the run began with. */
  flow: string
  action: string
  type: string
  branch: Branch
  /** Why it took an error branch. */
  because?: string
}

/**
 * How a run ended. `queued`: the contact is in its queue. `disconnected`: the flow ended the contact. `ended`: the flow
 * is over and left the contact where it was; one that is not queued ends [D EndFlowExecution]. `failed`: a block
 * failed and had no branch for it; the same holds. `stopped`: it ran more blocks than it may.
 */
export interface FlowEnd {
  how: 'queued' | 'disconnected' | 'ended' | 'failed' | 'stopped'
  because?: string
  trace: Visit[]
}

export interface FlowRun {
  /** The flow's content, linted. */
  content: string
  type: ContentType
  world: FlowWorld
  limits?: { blocks: number }
  /** For DistributeByPercentage. */
  random?: Random
}

/** The service takes this flow, the interpreter does not run it. */
export class FlowNotRunnable extends Error {
  override readonly name = 'FlowNotRunnable'
}

/** Throws FlowNotRunnable, naming every action that the interpreter does not run: none is ever skipped. */
export function assertRunnable(content: string): void {
  const actions = [...load(content).actions.values()]
  const reasons = actions.flatMap((action) => {
    const reason = whyNotRunnable(action)
    return reason === undefined ? [] : [`${reason} (action "${action.identifier}")`]
  })
  if (reasons.length > 0) throw new FlowNotRunnable(`Not run locally: ${reasons.join(', ')}`)
}

/**
 * Runs a flow that lints clean for one contact. The world's refusals take error branches; it throws FlowNotRunnable for
 * a flow with an action that it does not run, and passes on whatever else the world throws.
 */
export async function runFlow({ content, type, world, limits, random }: FlowRun): Promise<FlowEnd> {
  assertRunnable(content)
  const run = new Run({ world, type, random: random ?? new Random(0) })
  const most = limits?.blocks ?? MOST_BLOCKS
  const trace: Visit[] = []
  let flow = load(content)
  let action = flow.actions.get(flow.start)
  while (action) {
    if (trace.length >= most) return { how: 'stopped', because: `It ran ${most} blocks`, trace }
    const step = await stepOf(run, action)
    trace.push(visitOf(run, action, step))
    if (step.kind === 'end') return { how: step.how, ...because(step.because), trace }
    if (step.kind === 'flow') {
      assertRunnable(step.content)
      flow = load(step.content)
      run.enter(step.flowId)
      action = flow.actions.get(flow.start)
    } else {
      action = flow.actions.get(step.to ?? '')
    }
  }
  return { how: 'failed', because: 'The flow has no next action', trace }
}

type Step = { branch: Branch; because?: string } & (
  | { kind: 'way'; to: string | undefined }
  | { kind: 'end'; how: FlowEnd['how'] }
  | { kind: 'flow'; flowId: string; content: string }
)

async function stepOf(run: Run, action: Action): Promise<Step> {
  try {
    const block = BLOCKS.get(action.type)
    if (!block) throw new FlowNotRunnable(`Not run locally: ${action.type}`)
    return afterSuccess(run, action, await block(run, action))
  } catch (error) {
    if (!(error instanceof FlowRefusal)) throw error
    const because = error.message
    const way = errorWay(action, error.errorType)
    if (way) return { kind: 'way', ...way, because }
    return {
      kind: 'end',
      how: 'failed',
      branch: 'end',
      because: `No branch for ${error.errorType}: ${because}`,
    }
  }
}

function afterSuccess(run: Run, action: Action, outcome: Outcome): Step {
  if (outcome === undefined) return { kind: 'way', branch: 'next', to: action.next }
  if ('end' in outcome) return { kind: 'end', how: outcome.end, branch: 'end' }
  if ('backTo' in outcome) return { kind: 'way', branch: 'back', to: outcome.backTo }
  if ('content' in outcome) return { kind: 'flow', ...outcome, branch: 'end' }
  const value = 'result' in outcome ? outcome.result : outcome.compare
  const way: Way = conditionWay(run, action, value)
  return { kind: 'way', ...way }
}

function visitOf(run: Run, action: Action, step: Step): Visit {
  const visit = {
    flow: run.flowId,
    action: action.identifier,
    type: action.type,
    branch: step.branch,
    ...because(step.because),
  }
  // As in Connect, flow logs begin where the flow switches them on. No parameters: they hold what customers write.
  if (run.logging) run.world.log({ ContactFlowModuleType: action.type, ...visit })
  return visit
}

function because(reason: string | undefined): { because?: string } {
  return reason === undefined ? {} : { because: reason }
}

function load(content: string): FlowDocument {
  return readDocument(JSON.parse(content))
}
