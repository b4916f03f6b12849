import { Sandbox, type SandboxProps } from './sandbox.ts'

/**
 * Sandboxes that outlive the contact centre they ran in. The next centre takes one only where it would start one with the very same
 * code, handler, memory and environment: the same functions under the same names and credentials at the same endpoint. As on
 * AWS, a function is warm then, and cannot tell what else it was warm for.
 */
export class WarmSandboxes {
  private readonly kept = new Map<string, Sandbox[]>()

  /** One that was kept, or a fresh one. */
  take(props: SandboxProps): Sandbox {
    const alike = this.kept.get(keyOf(props)) ?? []
    for (let kept = alike.pop(); kept; kept = alike.pop()) if (kept.reuse(props)) return kept
    return new Sandbox(props)
  }

  /** Of a sandbox that no call is in. */
  keep(sandbox: Sandbox): void {
    const key = keyOf(sandbox.props)
    this.kept.set(key, [...(this.kept.get(key) ?? []), sandbox])
  }
}

/** All that a sandbox cannot change once it has started, but the name of its log stream, which stays what it was. */
function keyOf({ taskRoot, handler, frozen, skipsPauses, memoryMb, env }: SandboxProps): string {
  const { AWS_LAMBDA_LOG_STREAM_NAME: _, ...rest } = env
  return JSON.stringify([taskRoot, handler, frozen, skipsPauses, memoryMb, rest])
}
