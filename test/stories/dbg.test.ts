import { it, expect } from 'vitest'
import { MINUTE } from './office.ts'
import { offices } from './offices.ts'
const open = offices()
it('dbg', async () => {
  const office = await open({  })
    office.breaks({
      service: 'dynamodb',
      error: 'InternalServerError',
      when: 'before',
      until: office.now() + 10 * MINUTE,
    })
    const contacts: string[] = []
    for (const name of ['anton', 'berta', 'clara'])
      contacts.push((await office.customerWrites({ from: `${name}@example.org` })).contact)
    await office.pass(45 * MINUTE)
    console.log(office.lines.filter(l=>!l.text.includes('"_aws"')).map(l=>l.text.slice(0,110)+l.text.slice(-160)).join('\n'))
    for(const {ref} of office.centre.deployed().filter(x=>x.type==='AWS::SQS::Queue')) console.log(ref, JSON.stringify((await office.call('sqs','ReceiveMessage',{QueueUrl:ref,MessageAttributeNames:['All'],AttributeNames:['All']})).Messages))
  expect(1).toBe(1)
})
