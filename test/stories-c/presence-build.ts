import { changedAssembly } from '../local/centre/changed-assembly.ts'

let built: Promise<string> | undefined

/** An assembly in which agents who are stuck are set back, after a minute, and agent events come by several shards. Built if it is stale. */
export function settingBackAssembly(): Promise<string> {
  built ??= changedAssembly('stories-c-presence', 'test/stories-c/presence-build.ts', (configuration) => {
    configuration.presence = { stuckUnavailable: 'set-back', stuckMinutes: 1, stream: 'on-demand' }
  })
  return built
}
