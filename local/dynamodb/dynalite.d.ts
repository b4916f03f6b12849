declare module 'dynalite' {
  import type { Server } from 'node:http'

  /** Milliseconds that tables stay in a state. */
  export interface DynaliteOptions {
    createTableMs: number
    deleteTableMs: number
    updateTableMs: number
  }

  function dynalite(options: DynaliteOptions): Server
  export = dynalite
}
