import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'
import { DEFAULT_DISPOSITIONS } from '../../lambdas/domain/disposition.ts'
import { checkConfiguration, readConfiguration } from '../../lib/configuration-file.ts'
import { EXISTING_INSTANCE, INSTANCE_ARN, NEW_INSTANCE } from './deployment.ts'

const folder = mkdtempSync(join(tmpdir(), 'homeward-configuration-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a configuration', () => {
  it('needs an instance and an inbox, and has a default for everything else', () => {
    const { inboxes, ...rest } = checkConfiguration(NEW_INSTANCE, 'a test')
    expect(inboxes[0]).toMatchObject({ hold: { hours: 16, clock: 'wall' }, language: 'en' })
    expect(rest).toEqual({
      stage: 'prod',
      instance: { create: { alias: 'homeward' } },
      inspectMail: false,
      otherAddresses: [],
      hold: { expiryInFlow: true, graceSeconds: 60 },
      acknowledgements: { by: 'api', template: false },
      dispositions: {
        reopenDays: 90,
        guide: true,
        values: [...DEFAULT_DISPOSITIONS],
        remindAgent: true,
        graceMinutes: 10,
      },
      takeover: { taskExpiresDays: 7 },
      transfers: { acceptWithinMinutes: 30, clock: 'wall' },
      acknowledgementsPerSecond: 1.9,
      connectQuotaRaised: false,
      sweep: { everyMinutes: 15 },
      presence: {
        stream: { shards: 1 },
        staleMinutes: 15,
        statuses: {},
        stuckUnavailable: 'notify',
        stuckMinutes: 5,
      },
      followUp: { afterHours: 24, everyMinutes: 60 },
      chat: false,
      voice: false,
      logRetentionDays: 90,
      logLevel: 'INFO',
      alarms: {},
    })
  })

  it('comes with the repository and is right', () => {
    expect(readConfiguration('homeward.config.json').inboxes).toHaveLength(1)
  })

  it.each([
    [
      'an address that is no inbox’s',
      { ...NEW_INSTANCE, otherAddresses: ['group@example.com', 'group'] },
      'otherAddresses[1]: got "group"; write an email address, such as support@example.com',
    ],
    [
      'an address',
      inbox({ address: 'support' }),
      'inboxes[0].address: got "support"; write an email address, such as support@example.com',
    ],
    [
      'a display name on several lines',
      inbox({ displayName: 'Support\r\nBcc: all@example.com' }),
      'inboxes[0].displayName: got "Support\\r\\nBcc: all@example.com"; write 1 to 256 characters without a line break',
    ],
    [
      'another way with agents who are stuck',
      { ...NEW_INSTANCE, presence: { stuckUnavailable: 'scold' } },
      'presence.stuckUnavailable: got "scold"; write "notify", "set-back" or "off"',
    ],
    [
      'a stream of agent events that is none',
      { ...NEW_INSTANCE, presence: { stream: 'new' } },
      'presence.stream: got "new"; write "on-demand", an object with shards, or an object with the arn of a stream that is there',
    ],
    [
      'a type of status that Connect does not have',
      { ...NEW_INSTANCE, presence: { statuses: { Lunch: 'away' } } },
      'presence.statuses.Lunch: got "away"; write "routable", "custom" or "offline"',
    ],
    [
      'another way for automatic mail',
      inbox({ automaticMail: 'drop' }),
      'inboxes[0].automaticMail: got "drop"; write "queue", "end" or an object with the queue that it goes to',
    ],
    [
      'a queue for automatic mail that is none',
      inbox({ automaticMail: { queue: { create: { name: '' } } } }),
      'inboxes[0].automaticMail.queue.create.name: got ""; write 1 to 127 characters without a line break',
    ],
    [
      'a queue for automatic mail in an instance yet to be created',
      inbox({ automaticMail: { queue: { arn: `${INSTANCE_ARN}/queue/1` } } }),
      `inboxes[0].automaticMail.queue.arn: got "${INSTANCE_ARN.slice(0, 78)}…; an instance yet to be created has no queue; use create`,
    ],
    [
      'mail to be inspected by no rule set',
      { ...NEW_INSTANCE, inspectMail: true },
      'inspectMail: got true; write false or an object with receiptRuleSet, the name of the active receipt rule set, such as "AmazonConnectEnabledRuleSet-DO-NOT-DELETE"',
    ],
    [
      'a rule set that SES could not have',
      { ...NEW_INSTANCE, inspectMail: { receiptRuleSet: 'the active one' } },
      'inspectMail.receiptRuleSet: got "the active one"; write the name of the active receipt rule set, such as "AmazonConnectEnabledRuleSet-DO-NOT-DELETE"',
    ],
    [
      'a hold that is too short',
      inbox({ hold: { hours: 0.016 } }),
      'inboxes[0].hold.hours: got 0.016; a hold lasts at least 1 minute, which is 0.0167',
    ],
    [
      'a hold that is too long',
      inbox({ hold: { hours: 336 } }),
      'inboxes[0].hold.hours: got 336; a hold lasts at most 335 hours, since Connect ends an email contact after 14 days',
    ],
    [
      'a hold that opening hours stretch too far',
      inbox({ hold: { hours: 24, clock: berlin({ MONDAY: [['09:00', '17:00']] }) } }),
      'inboxes[0].hold.hours: got 24; with these opening hours a hold can outlast the 14 days after which Connect ends an email contact; lower it or open longer',
    ],
    [
      'an unknown time zone',
      inbox({ hold: { clock: { ...berlin({ MONDAY: [['09:00', '17:00']] }), timeZone: 'Europe/Bärlin' } } }),
      'inboxes[0].hold.clock.timeZone: got "Europe/Bärlin"; write an IANA time zone in its own spelling, such as "Europe/Berlin" or "UTC"',
    ],
    [
      'a time zone in another spelling',
      inbox({ hold: { clock: { ...berlin({ MONDAY: [['09:00', '17:00']] }), timeZone: 'europe/berlin' } } }),
      'inboxes[0].hold.clock.timeZone: got "europe/berlin"; write an IANA time zone in its own spelling, such as "Europe/Berlin" or "UTC"',
    ],
    [
      'hours that end before they begin',
      inbox({ hold: { clock: berlin({ MONDAY: [['22:00', '06:00']] }) } }),
      'inboxes[0].hold.clock.openingHours.MONDAY[0]: got ["22:00","06:00"]; the first time must be before the second; hours over midnight belong to two days',
    ],
    [
      'hours that overlap',
      inbox({
        hold: {
          clock: berlin({
            MONDAY: [
              ['12:00', '17:00'],
              ['09:00', '12:30'],
            ],
          }),
        },
      }),
      'inboxes[0].hold.clock.openingHours.MONDAY: got [["12:00","17:00"],["09:00","12:30"]]; 09:00–12:30 and 12:00–17:00 overlap; join or shorten them',
    ],
    [
      'a week without opening hours',
      inbox({ hold: { clock: berlin({ MONDAY: [] }) } }),
      'inboxes[0].hold.clock.openingHours: got {"MONDAY":[]}; at least one day needs opening hours',
    ],
    [
      'a clock of another kind',
      inbox({ hold: { clock: 'sundial' } }),
      'inboxes[0].hold.clock: got "sundial"; write "wall" or an object with timeZone and openingHours',
    ],
    [
      'a language without wording',
      inbox({ language: 'fr' }),
      'inboxes[0].language: got "fr"; add wording.fr, or set language to one that has wording (en)',
    ],
    [
      'a subject of 999 characters',
      inbox({ wording: { en: { subject: 'x'.repeat(999), text: 'Hello.' } } }),
      `inboxes[0].wording.en.subject: got "${'x'.repeat(78)}…; write 1 to 998 characters without a line break`,
    ],
    [
      'a subject on two lines',
      inbox({ wording: { en: { subject: 'a\nb', text: 'Hello.' } } }),
      'inboxes[0].wording.en.subject: got "a\\nb"; write 1 to 998 characters without a line break',
    ],
    [
      'a subject that is blank',
      inbox({ wording: { en: { subject: ' ', text: 'Hello.' } } }),
      'inboxes[0].wording.en.subject: got " "; write something that can be seen',
    ],
    [
      'a display name that nobody can see',
      inbox({ displayName: '\u200b\u00a0' }),
      'inboxes[0].displayName: got "\u200b\u00a0"; write something that can be seen',
    ],
    [
      'a queue whose name is blank',
      inbox({ queue: { create: { name: '  ' } } }),
      'inboxes[0].queue.create.name: got "  "; write something that can be seen',
    ],
    [
      'an empty text',
      inbox({ wording: { en: { text: ' \n' } } }),
      'inboxes[0].wording.en.text: got " \\n"; write the text of the acknowledgement',
    ],
    [
      'a disposition that Connect keeps for itself',
      { ...NEW_INSTANCE, dispositions: { values: ['Other', 'connect:Other'] } },
      'dispositions.values[1]: got "connect:Other"; a name cannot begin with aws: or connect:, which are kept for Connect',
    ],
    [
      'a disposition of 101 characters',
      { ...NEW_INSTANCE, dispositions: { values: ['x'.repeat(101)] } },
      `dispositions.values[0]: got "${'x'.repeat(78)}…; a name has at most 100 characters`,
    ],
    [
      'a disposition with an emoji',
      { ...NEW_INSTANCE, dispositions: { values: ['Solved \u{1F642}'] } },
      'dispositions.values[0]: got "Solved \u{1F642}"; remove the emoji \u{1F642} (U+1F642) at line 1, character 8',
    ],
    [
      'a disposition twice',
      { ...NEW_INSTANCE, dispositions: { values: ['Other', 'other'] } },
      'dispositions.values: got ["Other","other"]; two names differ in case at most; remove one',
    ],
    [
      'no disposition',
      { ...NEW_INSTANCE, dispositions: { values: [] } },
      'dispositions.values: got []; at least one disposition is needed',
    ],
    [
      'more dispositions than Connect has values',
      { ...NEW_INSTANCE, dispositions: { values: Array.from({ length: 501 }, (_, at) => `Reason ${at}`) } },
      `dispositions.values: got ["Reason 0","Reason 1","Reason 2","Reason 3","Reason 4","Reason 5","Reason 6","…; a predefined attribute has at most 500 values`,
    ],
    [
      'a disposition over two lines',
      { ...NEW_INSTANCE, dispositions: { values: ['Other\nthings'] } },
      'dispositions.values[0]: got "Other\\nthings"; write a name without line breaks, and without space around it',
    ],
    [
      'a window longer than Connect keeps threads',
      { ...NEW_INSTANCE, dispositions: { reopenDays: 91 } },
      'dispositions.reopenDays: got 91; write days from 0 to 90; Connect keeps no thread for longer',
    ],
    [
      'a text over 5,000 characters',
      inbox({ wording: { en: { text: 'x'.repeat(5001) } } }),
      `inboxes[0].wording.en.text: got "${'x'.repeat(78)}…; a text has at most 5,000 characters`,
    ],
    [
      'an emoji in what a silent customer reads',
      { ...NEW_INSTANCE, chat: { closingMessage: 'Bye \u{1F44B}' } },
      'chat.closingMessage: got "Bye \u{1F44B}"; remove the emoji \u{1F44B} (U+1F44B) at line 1, character 5',
    ],
    [
      'an emoji in what they read in another language',
      {
        ...NEW_INSTANCE,
        chat: {
          nudges: {
            languages: { de: { messages: ['Da?', 'Da?', 'Da? \u{1F44B}'], closingMessage: 'Ende' } },
          },
        },
      },
      'chat.nudges.languages.de.messages[2]: got "Da? \u{1F44B}"; remove the emoji \u{1F44B} (U+1F44B) at line 1, character 5',
    ],
    [
      'a language that is not a tag',
      {
        ...NEW_INSTANCE,
        chat: { nudges: { languages: { German: { messages: [], closingMessage: 'Ende' } } } },
      },
      'chat.nudges.languages.German: got {"messages":[],"closingMessage":"Ende"}; write a language tag in lower case, such as "de"',
    ],
    [
      'nudges that are neither off nor an object',
      { ...NEW_INSTANCE, chat: { nudges: true } },
      'chat.nudges: got true; write false or an object, {} for the messages of the chat',
    ],
    [
      'two messages to a silent customer',
      { ...NEW_INSTANCE, chat: { messages: ['Hello?', 'Hello?'] } },
      'chat.messages: got ["Hello?","Hello?"]; write three messages',
    ],
    [
      'a message that a flow would fill in',
      { ...NEW_INSTANCE, chat: { closingMessage: 'It was $.Name' } },
      'chat.closingMessage: got "It was $.Name"; a message cannot hold "$.", which a flow would look up',
    ],
    [
      'silence shorter than Connect counts',
      { ...NEW_INSTANCE, chat: { idleMinutes: 1 } },
      'chat.idleMinutes: got 1; write whole minutes from 2 to 480',
    ],
    [
      'chats in the queue of no inbox',
      { ...NEW_INSTANCE, chat: { inbox: 'other@example.com' } },
      'chat.inbox: got "other@example.com"; write the address of an inbox: support@example.com',
    ],
    [
      'a disposition of silent chats that is none',
      { ...NEW_INSTANCE, chat: { disposition: 'Silence' } },
      'chat.disposition: got "Silence"; write one of dispositions.values, or add it there',
    ],
    [
      'chats without dispositions',
      { ...NEW_INSTANCE, dispositions: { guide: false }, chat: {} },
      'chat: got {}; chats need the dispositions; set dispositions.guide to true',
    ],
    [
      'an emoji in a text',
      inbox({ wording: { en: { text: 'Thank you!\nWe reply soon \u{1F642}.' } } }),
      'inboxes[0].wording.en.text: got "Thank you!\\nWe reply soon \u{1F642}."; remove the emoji \u{1F642} (U+1F642) at line 2, character 15',
    ],
    [
      'an emoji in a name',
      inbox({ displayName: 'Support \u{1F44B}' }),
      'inboxes[0].displayName: got "Support \u{1F44B}"; remove the emoji \u{1F44B} (U+1F44B) at line 1, character 9',
    ],
    [
      'an encoded word in a subject',
      inbox({ wording: { en: { subject: '{{inbox}}: =?utf-8?B?8J+Ygg==?=', text: 'Hello.' } } }),
      'inboxes[0].wording.en.subject: got "{{inbox}}: =?utf-8?B?8J+Ygg==?="; write in plain text what the encoded word at line 1, character 12 stands for',
    ],
    [
      'an encoded word in a name, whose end a field might be',
      inbox({ displayName: '=?utf-8?q?Support' }),
      'inboxes[0].displayName: got "=?utf-8?q?Support"; write in plain text what the encoded word at line 1, character 1 stands for',
    ],
    [
      'an emoji in a subject, by its number in HTML',
      inbox({ wording: { en: { subject: 'Hi &#128578;', text: 'Hello.' } } }),
      'inboxes[0].wording.en.subject: got "Hi &#128578;"; remove the emoji \u{1F642} (U+1F642) at line 1, character 4',
    ],
    [
      'an unknown field',
      inbox({ wording: { en: { text: 'Hello,\ndear {{customer}}.' } } }),
      'inboxes[0].wording.en.text: got "Hello,\\ndear {{customer}}."; there is no field {{customer}}, known are {{name}}, {{subject}}, {{inbox}} (line 2, character 6)',
    ],
    [
      'a field that is not closed',
      inbox({ wording: { en: { subject: 'About {{subject', text: 'Hello.' } } }),
      'inboxes[0].wording.en.subject: got "About {{subject"; there is no field {{subject, known are {{name}}, {{subject}}, {{inbox}} (line 1, character 7)',
    ],
    [
      'a field of another name in a style',
      inbox({ wording: { en: { text: 'Hello.', html: '<style>p { color: {{colour}}; }</style>' } } }),
      'inboxes[0].wording.en.html: got "<style>p { color: {{colour}}; }</style>"; there is no field {{colour}}, known are {{name}}, {{subject}}, {{inbox}} (line 1, character 19)',
    ],
    [
      'a field without a fallback',
      inbox({ wording: { en: { text: 'Hello {{name}}.' } } }),
      'inboxes[0].wording.en.fallback.name: got nothing; write what stands for {{name}} where a mail has none',
    ],
    [
      'a field in what stands for another',
      inbox({ wording: { en: { text: 'Hello {{name}}.', fallback: { name: '{{subject}}' } } } }),
      'inboxes[0].wording.en.fallback.name: got "{{subject}}"; no field is put in here, write it without braces',
    ],
    [
      'a field in a displayed name',
      inbox({ displayName: '{{name}}' }),
      'inboxes[0].displayName: got "{{name}}"; no field is put in here, write it without braces',
    ],
    [
      'a field inside a tag',
      inbox({ wording: { en: { text: 'Hello.', html: '<a href="{{inbox}}">us</a>' } } }),
      'inboxes[0].wording.en.html: got "<a href=\\"{{inbox}}\\">us</a>"; {{inbox}} stands inside a tag, put it between tags (line 1, character 10)',
    ],
    [
      'a text that its fields make too long',
      inbox({ wording: { en: { text: `${'x'.repeat(4990)}{{name}}`, fallback: { name: 'customer' } } } }),
      `inboxes[0].wording.en.text: got "${'x'.repeat(78)}…; with its fields filled in it can have 5058 characters, shorten it to at most 5,000`,
    ],
    [
      'a misspelled setting',
      inbox({ hold: { hour: 16 } }),
      'inboxes[0].hold.hour: got 16; remove it or correct its name, known here: hours, clock',
    ],
    [
      'an address twice',
      {
        ...NEW_INSTANCE,
        inboxes: [NEW_INSTANCE.inboxes[0], { ...NEW_INSTANCE.inboxes[0], address: 'Support@Example.com' }],
      },
      'inboxes[1].address: got "Support@Example.com"; inboxes[0] has this address already; remove one',
    ],
    [
      'more than 50 inboxes that share a queue',
      {
        ...NEW_INSTANCE,
        inboxes: Array.from({ length: 51 }, (_, i) => ({
          ...NEW_INSTANCE.inboxes[0],
          address: `a${i}@example.com`,
          queue: { create: { name: i < 50 ? 'Support' : 'Sales' } },
          ...(i === 50 && { automaticMail: { queue: { create: { name: 'Support' } } } }),
        })),
      },
      expect.stringMatching(
        /^inboxes: got \[\{"address":"a0@example\.com".*…; at most 50 of them can share the new queue "Support"; let some have another$/,
      ),
    ],
    [
      'more than 80 inboxes',
      {
        ...NEW_INSTANCE,
        inboxes: Array.from({ length: 81 }, (_, i) => ({
          ...NEW_INSTANCE.inboxes[0],
          address: `a${i}@example.com`,
        })),
      },
      expect.stringMatching(
        /^inboxes: got \[\{"address":"a0@example\.com".*…; at most 80: more would not fit into one CloudFormation template$/,
      ),
    ],
    [
      'supervisors of another instance',
      {
        ...EXISTING_INSTANCE,
        transfers: { supervisorQueueArn: 'arn:aws:connect:us-east-1:111122223333:instance/other/queue/q' },
      },
      expect.stringMatching(
        /^transfers\.supervisorQueueArn: got "arn.*queue\/q"; it belongs to another instance than arn/,
      ),
    ],
    [
      'no time at all to take a transfer',
      { ...NEW_INSTANCE, transfers: { acceptWithinMinutes: 0 } },
      'transfers.acceptWithinMinutes: got 0; write whole minutes from 1 to 20160, which is 14 days',
    ],
    [
      'an ARN that is not one of an instance',
      { ...NEW_INSTANCE, instance: { arn: 'arn:aws:connect:us-east-1:1:instance/x' } },
      'instance.arn: got "arn:aws:connect:us-east-1:1:instance/x"; write the ARN of an instance, arn:aws:connect:<region>:<account>:instance/<id>',
    ],
    [
      'two instances',
      { ...NEW_INSTANCE, instance: { arn: INSTANCE_ARN, create: { alias: 'x' } } },
      `instance: got {"arn":"${INSTANCE_ARN.slice(0, 71)}…; give either the arn of an instance that exists or create with its alias`,
    ],
    [
      'a queue of another instance',
      { ...inbox({ queue: { arn: `${INSTANCE_ARN}f/queue/1` } }), instance: { arn: INSTANCE_ARN } },
      `inboxes[0].queue.arn: got "${`${INSTANCE_ARN}f/queue/1`.slice(0, 78)}…; it belongs to another instance than ${INSTANCE_ARN}`,
    ],
    [
      'an email address of another instance',
      {
        ...inbox({
          queue: { arn: `${INSTANCE_ARN}/queue/1` },
          emailAddressArn: `${INSTANCE_ARN}f/email-address/1`,
        }),
        instance: { arn: INSTANCE_ARN },
      },
      `inboxes[0].emailAddressArn: got "${`${INSTANCE_ARN}f/email-address/1`.slice(0, 78)}…; it belongs to another instance than ${INSTANCE_ARN}`,
    ],
    [
      'an email address in an instance that does not exist',
      inbox({ emailAddressArn: `${INSTANCE_ARN}/email-address/1` }),
      `inboxes[0].emailAddressArn: got "${`${INSTANCE_ARN}/email-address/1`.slice(0, 78)}…; an instance yet to be created has no email address; leave it out`,
    ],
    [
      'a queue that exists in an instance that does not',
      inbox({ queue: { arn: `${INSTANCE_ARN}/queue/1` } }),
      `inboxes[0].queue.arn: got "${`${INSTANCE_ARN}/queue/1`.slice(0, 78)}…; an instance yet to be created has no queue; use create`,
    ],
    [
      'a new queue without hours in an instance that exists',
      { ...NEW_INSTANCE, instance: { arn: INSTANCE_ARN } },
      'inboxes[0].queue.create.hoursOfOperationArn: got nothing; write the ARN of the hours of operation that the new queue is to have',
    ],
    [
      'another Region than the instance',
      { ...EXISTING_INSTANCE, region: 'eu-central-1' },
      'region: got "eu-central-1"; the instance is in us-east-1; leave it out or write the same',
    ],
    [
      'a sweep that is too rare',
      { ...NEW_INSTANCE, sweep: { everyMinutes: 61 } },
      'sweep.everyMinutes: got 61; write whole minutes from 1 to 60',
    ],
    [
      'more acknowledgements than Connect allows',
      { ...NEW_INSTANCE, acknowledgementsPerSecond: 2.1 },
      'acknowledgementsPerSecond: got 2.1; Connect allows 2 a second; after AWS has raised that quota set connectQuotaRaised to true',
    ],
    [
      'a retention that CloudWatch does not know',
      { ...NEW_INSTANCE, logRetentionDays: 10 },
      expect.stringMatching(/^logRetentionDays: got 10; CloudWatch keeps logs for 1, 3, 5, .* days only$/),
    ],
    [
      'something else altogether',
      ['x'],
      expect.stringMatching(/^\(the file\): got \["x"\]; write an object with stage, /),
    ],
  ])('is refused for %s, with the field, the value and the fix', (_, configuration, line) => {
    expect(problemsOf(configuration)).toEqual([line])
  })

  it.each([
    ['Hi {name}', '{name}', 4],
    ['Hi { {name}}', '{ {name}}', 4],
    ['Hi ${name}', '{name}', 5],
    ['Hi {{inbox}}}', '}', 13],
    ['Hi {\nname}', '{ name}', 4],
  ])('is refused for a brace of no field: %j', (text, found, at) => {
    expect(problemsOf(inbox({ wording: { en: { text } } }))).toEqual([
      `inboxes[0].wording.en.text: got ${JSON.stringify(text)}; there is no field ${found}, known are {{name}}, {{subject}}, {{inbox}} (line 1, character ${at})`,
    ])
  })

  it('may have the braces of a style', () => {
    const html = '<style>@media print{p{color:red}}</style><p>{{inbox}}</p>'
    const wording = { en: { text: 'Hello.', html } }
    expect(checkConfiguration(inbox({ wording }), 'a test').inboxes[0]?.wording).toEqual(wording)
  })

  it('has all its problems reported at once', () => {
    const bad = { ...inbox({ address: 'x', hold: { hours: 0 } }), sweep: { everyMinutes: 0 }, stage: 'A' }
    expect(problemsOf(bad).map((line) => line.split(':')[0])).toEqual([
      'stage',
      'inboxes[0].address',
      'inboxes[0].hold.hours',
      'sweep.everyMinutes',
    ])
  })

  it('may go over the quota of Connect once AWS has raised it', () => {
    const raised = { ...NEW_INSTANCE, acknowledgementsPerSecond: 10, connectQuotaRaised: true }
    expect(checkConfiguration(raised, 'a test').acknowledgementsPerSecond).toBe(10)
  })
})

describe('a configuration file', () => {
  it.each([
    ['{\n  "stage": "prod",\n}', 'line 2, column 18: not JSON: JSON does not support trailing commas'],
    ['{\n  "stage" "prod"\n}', 'line 2, column 11: not JSON: Expected ":" in JSON but found "\\"prod\\""'],
    ['nonsense', 'line 1, column 1: not JSON: Unexpected "nonsense" in JSON'],
    ['', 'line 1, column 1: not JSON: Unexpected end of file in JSON'],
  ])('that is no JSON is refused with line and column: %j', (text, line) => {
    const file = join(folder, 'broken.json')
    writeFileSync(file, text)
    expect(refusal(() => readConfiguration(file))).toBe(
      `${file}: 1 problem, nothing was synthesized\n  ${line}`,
    )
  })

  it('that is not there is refused, with how to name another', () => {
    const file = join(folder, 'missing.json')
    expect(refusal(() => readConfiguration(file))).toContain(
      'there is no such file; name another with -c config=<path>',
    )
  })

  it('of the repository sends no emoji and needs no account', () => {
    expect(readFileSync('homeward.config.json', 'utf8')).not.toMatch(/\p{Emoji_Presentation}|\d{12}/u)
  })
})

function inbox(changes: object): object {
  return { ...NEW_INSTANCE, inboxes: [{ ...NEW_INSTANCE.inboxes[0], ...changes }] }
}

function berlin(openingHours: object): object {
  return { timeZone: 'Europe/Berlin', openingHours }
}

function problemsOf(configuration: unknown): string[] {
  const [, ...lines] = refusal(() => checkConfiguration(configuration, 'a test')).split('\n')
  return lines.map((line) => line.trim())
}

function refusal(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigurationRefused') return error.message
    throw error
  }
  return 'nothing was refused'
}
