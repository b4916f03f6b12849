export interface Greeting {
  endpoint: string
  smtp: string
  inboxes: readonly string[]
  agents: readonly { username: string; status: string }[]
  /** Resource types that are written down and do nothing here, with how many there are. */
  noted: ReadonlyMap<string, number>
  /** How many resources work. */
  running: number
}

/** What a person reads when the contact centre is up. */
export function greeting({ endpoint, smtp, inboxes, agents, noted, running }: Greeting): string {
  const [inbox = '<inbox>'] = inboxes
  const [first = { username: '<agent>', status: '' }] = agents
  return `
Homeward is up.

  AWS endpoint   ${endpoint}   (AWS_ENDPOINT_URL=${endpoint})
  control, page  ${endpoint}/_local/
  mail door      ${smtp}
  inboxes        ${inboxes.join(', ') || 'none'}
  agents         ${agents.map(({ username, status }) => `${username} (${status})`).join(', ') || 'none'}
  resources      running: ${running} · noted: ${notedLine(noted)}

Three things to try:

  1. Write to us, and see what comes back:
     printf 'From: Mia <mia@example.com>\\nTo: ${inbox}\\nSubject: Where is my parcel?\\n\\nHello, it is late.\\n' | curl -s --data-binary @- ${endpoint}/_local/mail
     curl -s ${endpoint}/_local/outbox

  2. Let ${first.username} take it:
     curl -s -d '{"status":"Available"}' ${endpoint}/_local/agents/${first.username}/status
     curl -s ${endpoint}/_local/agents

  3. Let 16 hours pass, and see what happened:
     curl -s -d '{"seconds":57600}' ${endpoint}/_local/clock/advance
     curl -s ${endpoint}/_local/timeline

Ctrl-C stops it.
`
}

function notedLine(noted: ReadonlyMap<string, number>): string {
  const total = [...noted.values()].reduce((sum, count) => sum + count, 0)
  const kinds = [...noted].map(([type, count]) => `${count} ${type.replace('AWS::', '')}`)
  return total === 0 ? '0' : `${total} (${kinds.join(', ')})`
}
