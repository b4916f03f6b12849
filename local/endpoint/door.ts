import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttp2, type ServerHttp2Session } from 'node:http2'
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net'

export type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** What every HTTP/2 connection with prior knowledge begins with (RFC 9113 §3.4). */
const PREFACE = Buffer.from('PRI * HTTP/2.0')

export interface Door {
  port: number
  url: string
  close(): Promise<void>
}

/**
 * Listens on 127.0.0.1 for HTTP/1.1 and HTTP/2 on one port (0: any free one): the first bytes tell which. The Kinesis client speaks
 * HTTP/2 without asking.
 */
export async function openDoor(port: number, handle: Handle): Promise<Door> {
  const http = createHttp({ keepAliveTimeout: 60_000 }, handle)
  const http2 = createHttp2((request, response) =>
    // The compatibility API of node:http2 is used only where it equals node:http.
    handle(request as unknown as IncomingMessage, response as unknown as ServerResponse),
  )
  const sockets = new Set<Socket>()
  const sessions = new Set<ServerHttp2Session>()
  http2.on('session', (session) => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
  })
  const server = createTcp({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // A client that goes away is no fault of ours.
    socket.on('error', () => socket.destroy())
    socket.once('data', (first) => {
      socket.pause()
      socket.unshift(first)
      if (first.subarray(0, PREFACE.length).equals(PREFACE)) return void http2.emit('connection', socket)
      http.emit('connection', socket)
      socket.resume()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const session of sessions) session.destroy()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
