/** A kind of mail, as it comes over the wire. */
export interface Kind {
  about: string
  /** `n` tells one from another. */
  write: (n: number) => string
}

const SENTENCES = [
  'Could you tell me when the papers for the house will be ready?',
  'I spoke to Jane on Tuesday, and she said that the insurance was still missing.',
  'Die Unterlagen habe ich gestern noch einmal geschickt, bitte prüfen Sie das.',
  'Merci de me dire si la date de signature peut être avancée d’une semaine.',
  'We are out of the office from Friday, so an answer before then would help.',
  'Please do not reply to the old address, my wife no longer reads it.',
]

const sentences = (n: number, characters: number) => {
  const all = Array.from(
    { length: Math.ceil(characters / 60) },
    (_, i) => SENTENCES[(n + i) % SENTENCES.length],
  )
  return all.join('\r\n').slice(0, characters)
}

/** About forty headers, as a mail has that came through two providers. */
function onItsWay(n: number): string[] {
  const received = Array.from(
    { length: 7 },
    (_, hop) =>
      `Received: from mx${hop}.example.net (mx${hop}.example.net [192.0.2.${hop}]) by mx${hop + 1}.example.com (Postfix) with ESMTPS id ${n}A${hop} for <support@centre.example>; Mon, 2 Mar 2026 09:05:0${hop} +0000 (UTC)`,
  )
  const sealed = [1, 2].flatMap((i) => [
    `ARC-Seal: i=${i}; a=rsa-sha256; t=1772442300; cv=none; d=example.net; s=arc; b=${'Qm9keQ'.repeat(40)}`,
    `ARC-Message-Signature: i=${i}; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=arc; h=from:to:subject:date; bh=${'aGFzaA'.repeat(6)}=; b=${'c2lnbg'.repeat(40)}`,
    `ARC-Authentication-Results: i=${i}; mx.example.com; dkim=pass header.i=@example.net; spf=pass smtp.mailfrom=example.net; dmarc=pass`,
  ])
  const checked = Array.from(
    { length: 16 },
    (_, i) => `X-Gateway-Check-${i}: passed; score=0.${n % 10}; rule=r${i}`,
  )
  return [
    ...received,
    ...sealed,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=s1; h=from:to:subject:date:message-id; bh=${'aGFzaA'.repeat(6)}=; b=${'c2lnbg'.repeat(50)}`,
    'Authentication-Results: mx.example.com; dkim=pass header.d=example.net; spf=pass; dmarc=pass',
    ...checked,
  ]
}

function mail(n: number, headers: readonly string[], text: string): string {
  const own = [
    `Message-ID: <${n}.bench@example.net>`,
    'Date: Mon, 2 Mar 2026 09:05:00 +0000',
    'To: Support <support@centre.example>',
    'MIME-Version: 1.0',
    ...(headers.some((header) => header.startsWith('Content-Type'))
      ? []
      : ['Content-Type: text/plain; charset=utf-8']),
  ]
  return [...onItsWay(n), ...own, ...headers, '', text].join('\r\n')
}

const page = (n: number) =>
  `<html><head><style>td { padding: 4px }</style></head><body><table>${`<tr><td><a href="https://shop.example/${n}">${sentences(n, 200)}</a></td></tr>`.repeat(60)}</table></body></html>`

/** Half of them people's, as usual in an inbox; the others by what writes to one. */
export const KINDS: readonly Kind[] = [
  {
    about: 'a short question',
    write: (n) =>
      mail(n, ['From: Carla Miller <carla@example.net>', `Subject: Question ${n}`], sentences(n, 300)),
  },
  {
    about: 'an answer that quotes ours',
    write: (n) =>
      mail(
        n,
        [
          'From: =?utf-8?q?J=C3=BCrgen_M=C3=BCller?= <juergen@example.net>',
          `Subject: AW: [EXTERNAL] Ihre Anfrage ${n}`,
          'In-Reply-To: <1@centre.example>',
          'References: <1@centre.example>',
        ],
        `${sentences(n, 600)}\r\n\r\nAm 2. März 2026 schrieb Support:\r\n${sentences(n, 2_000).replaceAll('\r\n', '\r\n> ')}`,
      ),
  },
  {
    about: 'a long letter',
    write: (n) =>
      mail(
        n,
        ['From: Carla Miller <carla@example.net>', `Subject: Closing of ${n} Main Street`],
        sentences(n, 12_000),
      ),
  },
  {
    about: 'a letter with a picture',
    write: (n) =>
      mail(
        n,
        [
          'From: Carla Miller <carla@example.net>',
          `Subject: The kitchen ${n}`,
          'Content-Type: multipart/mixed; boundary="b"',
        ],
        `--b\r\n\r\n${sentences(n, 300)}\r\n--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'Qm9keQ'.repeat(12)}Qm9k\r\n`.repeat(3_800)}--b--`,
      ),
  },
  {
    about: 'a letter that quotes a year of letters',
    write: (n) =>
      mail(
        n,
        ['From: Carla Miller <carla@example.net>', `Subject: Re: Closing of ${n} Main Street`],
        sentences(n, 270_000),
      ),
  },
  {
    about: 'a letter as a web page',
    write: (n) =>
      mail(
        n,
        [
          'From: Carla Miller <carla@example.net>',
          `Subject: Pictures ${n}`,
          'Content-Type: text/html; charset=utf-8',
        ],
        page(n),
      ),
  },
  {
    about: 'an automatic reply',
    write: (n) =>
      mail(
        n,
        [
          'From: Ben Miller <ben@example.org>',
          `Subject: Automatic reply: your question ${n}`,
          'Auto-Submitted: auto-replied',
          'X-Auto-Response-Suppress: All',
        ],
        sentences(n, 300),
      ),
  },
  {
    about: 'a bounce',
    write: (n) =>
      mail(
        n,
        [
          'Return-Path: <>',
          'From: MAILER-DAEMON@example.net (Mail Delivery System)',
          'Subject: Undelivered Mail Returned to Sender',
          'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        ],
        `--b\r\n\r\n${sentences(n, 400)}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.net\r\n\r\nAction: failed\r\n--b--`,
      ),
  },
  {
    about: 'a newsletter that is marked',
    write: (n) =>
      mail(
        n,
        [
          'From: Shop <news@shop.example>',
          `Subject: Our offers of week ${n}`,
          'List-Unsubscribe: <https://shop.example/u>',
          'Content-Type: text/html; charset=utf-8',
        ],
        page(n),
      ),
  },
  {
    about: 'a newsletter without a mark',
    write: (n) =>
      mail(
        n,
        [
          'From: Shop <shop@shop.example>',
          `Subject: Our offers of week ${n}`,
          'Content-Type: text/html; charset=utf-8',
        ],
        `${page(n)}<p>To unsubscribe click here.</p>`,
      ),
  },
]
