import { it, expect } from 'vitest'
import { HOUR, MINUTE } from './office.ts'
import { offices } from './offices.ts'
const OTHER = 'two inboxes, expiry by the state machine alone'
const open = offices(OTHER)
it('dbg', async () => {
  const office = await open({ assembly: OTHER, sweep: false })
    const { answer } = await office.threadOf('ana')
  office.sets('ben', 'Available')
  const { contact } = await office.customerWrites({ answers: answer })
    office.breaks({ operation: 'UpdateContactRoutingData', error: 'InvalidRequestException', when: 'before' })
    const n = office.lines.length
    office.centre.calls.onCall((c)=>console.log(JSON.stringify(c)))
    await office.pass(16 * HOUR + MINUTE)
    console.log(office.lines.slice(n).map(l=>l.text).join('\n'))
    console.log(office.centre.connect.timeline().slice(-12).map(h=>JSON.stringify(h)).join('\n'))
    console.log(await office.record(contact))
  expect(1).toBe(1)
})
