import { expect, it } from 'vitest'

import { headersOf } from '../../../local/mail/headers.ts'

it('unfolds the header of a mail, and stops where the body begins', () => {
  const raw = 'References: <a@x>\r\n <b@x>\r\nSubject: Hi\r\nX-Empty:\r\n\r\nNot: a header\r\n'
  expect(headersOf(raw)).toEqual([
    { name: 'References', value: '<a@x> <b@x>' },
    { name: 'Subject', value: 'Hi' },
    { name: 'X-Empty', value: '' },
  ])
})
