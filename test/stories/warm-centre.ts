import { type Centre, type CentreOptions, startCentre } from '../../local/centre.ts'
import { WarmSandboxes } from '../../local/lambda/warm-sandboxes.ts'

const warm = new WarmSandboxes()
/** Of centres before, which none has now. Where the port stays the same, so does what functions are started with. */
const ports: number[] = []

/** Starts a centre for one story, at any port. Its functions are warm where a story before deployed the same. */
export async function startWarmCentre(options: Omit<CentreOptions, 'port' | 'smtpPort'>): Promise<Centre> {
  const centre = await started({ ...options, port: ports.pop() ?? 0, smtpPort: 0, warm })
  return {
    ...centre,
    async stop() {
      await centre.stop()
      ports.push(centre.endpoint.port)
    },
  }
}

async function started(options: CentreOptions): Promise<Centre> {
  try {
    return await startCentre(options)
  } catch (error) {
    // Somebody else on this machine took it in between.
    if (options.port !== 0 && error instanceof Error && error.name === 'PortTaken')
      return await startCentre({ ...options, port: 0 })
    throw error
  }
}
