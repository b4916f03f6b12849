import { type Centre, type CentreOptions, startCentre } from '../../local/centre.ts'
import { WarmSandboxes } from '../../local/lambda/warm-sandboxes.ts'

const warm = new WarmSandboxes()
/** Of the centre before. Where it stays the same, so does what functions are started with. */
let port = 0
let open = 0

/** Starts a centre for one story, at any port. Its functions are warm where a story before deployed the same. */
export async function startWarmCentre(options: Omit<CentreOptions, 'port' | 'smtpPort'>): Promise<Centre> {
  const centre = await started(options)
  open++
  port = centre.endpoint.port
  return {
    ...centre,
    async stop() {
      open--
      await centre.stop()
    },
  }
}

async function started(options: Omit<CentreOptions, 'port' | 'smtpPort'>): Promise<Centre> {
  const anywhere = { ...options, port: 0, smtpPort: 0, warm }
  if (open > 0) return await startCentre(anywhere)
  try {
    return await startCentre({ ...anywhere, port })
  } catch (error) {
    // Somebody else on this machine took it in between.
    if (port !== 0 && error instanceof Error && error.name === 'PortTaken') return await startCentre(anywhere)
    throw error
  }
}
