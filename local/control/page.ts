import type { ControlProps } from './ports.ts'
import { ROUTES } from './routes.ts'

/** The control API, the people and the contacts as a plain page that reloads itself. */
export function page({ clock, people, contacts }: ControlProps): string {
  const agents = people.list().map((agent) => {
    const held = agent.contacts.map(({ contactId, state }) => `${contactId} (${state})`).join(', ')
    return [agent.username, agent.presence, agent.status, held]
  })
  const calls = ROUTES.map(({ method, path, does }) => [method, path, does])
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="3">
<title>Homeward: local contact centre</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color-scheme: light dark }
table { border-collapse: collapse; margin-bottom: 2rem; width: 100% }
th, td { border-bottom: 1px solid #8884; padding: .2rem .6rem .2rem 0; text-align: left; vertical-align: top }
td { overflow-wrap: anywhere }
</style>
</head>
<body>
<h1>Local contact centre</h1>
<p>It is ${escaped(new Date(clock.now()).toISOString())} here.</p>
<h2>Agents</h2>
${table(['agent', 'presence', 'status', 'contacts'], agents)}
<h2>Contacts</h2>
${contactTable(contacts.list())}
<h2>Calls</h2>
${table(['', '', ''], calls)}
</body>
</html>
`
}

const MOST_CONTACTS = 100

function contactTable(contacts: readonly object[]): string {
  const newest = contacts.slice(-MOST_CONTACTS).reverse()
  const simple = (contact: object) =>
    Object.entries(contact).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
  const columns = [...new Set(newest.flatMap((contact) => simple(contact).map(([key]) => key)))]
  const rows = newest.map((contact) => {
    const values = new Map(simple(contact))
    return columns.map((column) => String(values.get(column) ?? ''))
  })
  return rows.length > 0 ? table(columns, rows) : '<p>None yet.</p>'
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<table>${row(head, 'th')}\n${rows.map((cells) => row(cells, 'td')).join('\n')}</table>`
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character]!)
}
