import { describe, expect, it } from 'vitest'
import { mailboxesIn } from '../../lambdas/contracts/mailboxes.ts'

describe('the mailboxes of an address header', () => {
  it.each([
    ['Pete(A \\) chap) <pete(his account)@silly.test(his host)>', ['pete@silly.test']],
    ['A Group:Ed Jones <joe@where.test>,John <jdoe@one.test>;', ['joe@where.test', 'jdoe@one.test']],
    ['Undisclosed recipients:;', []],
    ['Jane <mailto:jane@x.example>', ['jane@x.example']],
    ['"Jane <jane@x.example>', ['jane@x.example']],
    ['"jane@old.example <jane@x.example>', ['jane@x.example']],
    ['"Jane<jane@x.example>', ['jane@x.example']],
    ['"Smith, Jane <jane@x.example>, "Bob" <bob@y.example>', ['jane@x.example']],
    ['"jane@x.example <Jane Doe>', ['jane@x.example']],
    ['"Jane" jane@x.example <not an address>', ['jane@x.example']],
    ['=?utf-8?q?"Jane?= <jane@x.example>', ['jane@x.example']],
  ])('are read of %j as RFC 5322 has them', (header, addresses) => {
    expect(mailboxesIn(header).map(({ address }) => address)).toEqual(addresses)
  })

  it('are read of a header of any length in bounded time', () => {
    for (const endless of ['group:', '(\\', 'a:b,', '"a" <b@c>, ']) {
      const begun = performance.now()
      mailboxesIn(endless.repeat(100_000))
      expect(performance.now() - begun).toBeLessThan(1_000)
    }
  })
})
