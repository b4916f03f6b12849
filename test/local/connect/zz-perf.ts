import { aCentre, INBOX } from './a-centre.ts'
import { flowContent, preferring, toQueue, disconnect } from './a-flow.ts'
const main = async () => {
  const c = await aCentre({ concurrentEmails: 1e9 })
  const owner = await c.agent('owner')
  const content = flowContent([preferring(owner, 57600), ...toQueue(c.queueId), disconnect])
  await c.associate('hold@acme.email.connect.aws', await c.flow('Hold', content))
  for (let i = 0; i < 200; i++) { await c.agent('x' + i); c.connect.people.setStatus('x' + i, 'Available') }
  let t = performance.now()
  for (let i = 0; i < 10000; i++) c.mail({ to: [{ name: '', address: 'hold@acme.email.connect.aws' }] })
  await c.pass(10)
  console.log('queue', performance.now() - t, process.memoryUsage().rss / 1e6); t = performance.now()
  await c.pass(57600)
  console.log('expire', performance.now() - t); t = performance.now()
  console.log(c.connect.contacts().filter((x) => x.phase === 'CONNECTING').length)
  await c.pass(60)
  console.log('misses', performance.now() - t); t = performance.now()
  for (let r = 0; r < 10; r++) for (const p of c.connect.people.list()) { if (p.username !== 'owner') c.connect.people.setStatus(p.username, 'Available'); for (const x of p.contacts) if (x.state === 'CONNECTING') { c.connect.people.accept(p.username, x.contactId); c.connect.people.close(p.username, x.contactId) } }
  console.log('work', performance.now() - t, process.memoryUsage().rss / 1e6, c.connect.contacts().filter((x) => x.phase === 'ENDED').length)
}
await main()
