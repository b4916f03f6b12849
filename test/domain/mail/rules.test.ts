import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'
import { RULES } from '../../../lambdas/domain/mail/all-rules.ts'
import { CONTACT_RULES } from '../../../lambdas/domain/mail/contact-rules.ts'
import { judgeMail } from '../../../lambdas/domain/mail/judge.ts'
import type { MailFacts } from '../../../lambdas/domain/mail/mail-facts.ts'
import { REFUSAL_REASONS } from '../../../lambdas/domain/mail/reason-codes.ts'
import { aContact, aMail } from './a-mail.ts'

const from = (address: string, name = '') => ({ from: { name, address } })
const replyTo = (address: string) => ({ replyTo: [{ name: '', address }] })
const header = (name: string, value: string | string[]) => aMail({ headers: { [name]: value } })
const titled = (subject: string) => aMail({ subject })
const saying = (bodyStart: string, but: Partial<MailFacts> = {}) => ({ ...aMail({ bodyStart }), ...but })
const ending = (bodyEnd: string, but: Partial<MailFacts> = {}) => ({
  ...aMail({ bodyStart: bodyEnd, bodyEnd }),
  ...but,
})

/** Per rule: mails that it refuses, and people's mails that look like them. */
const CASES: Record<string, { refused: MailFacts[]; people: MailFacts[] }> = {
  'own-mark': {
    refused: [header('X-Homeward-Acknowledgement', '1')],
    people: [header('X-Homewards', '1')],
  },
  'own-address': {
    refused: [aMail(from('Support@Centre.Example'))],
    people: [
      aMail(from('support@centre.example.org')),
      aMail({ ...from('support@centre.example'), ...replyTo('jane@example.com') }),
    ],
  },
  'ses-virus': {
    refused: [
      aMail({ virusVerdict: 'FAIL' }),
      aContact({ virusVerdict: 'FAILED' }),
      header('X-SES-Virus-Verdict', 'FAIL'),
    ],
    people: [aMail({ virusVerdict: 'PASS' }), aMail({ virusVerdict: 'PROCESSING_FAILED' })],
  },
  'ses-spam': {
    refused: [aMail({ spamVerdict: 'FAIL' }), aContact({ spamVerdict: 'FAILED' })],
    people: [aMail({ spamVerdict: 'GRAY' }), aMail({ spamVerdict: '' }), aMail({ spamVerdict: 'DISABLED' })],
  },
  'disposition-notification': {
    refused: [
      header('Content-Type', 'multipart/report;\r\n report-type="disposition-notification"; boundary=b'),
      header('Content-Type', 'message/disposition-notification'),
      header(
        'Content-Type',
        "multipart/report; report-type*0*=us-ascii'en'disposition%2D; report-type*1=notification",
      ),
      header('Content-Class', 'urn:content-classes:mdn'),
      aMail({ parts: ['text/plain', 'message/disposition-notification'] }),
      aMail({ parts: ['message/global-disposition-notification'] }),
    ],
    people: [
      header('Content-Class', 'urn:content-classes:message'),
      aMail({ parts: ['message/disposition-notification'], subject: 'AW: Ihre Nachricht' }),
      header('Disposition-Notification-To', 'jane@example.com'),
      titled('Read: the contract'),
      aContact({ subject: 'Not read: page 4 of the contract' }),
    ],
  },
  'feedback-report': {
    refused: [
      header('Content-Type', 'Multipart/Report; report-type=feedback-report; boundary=b'),
      aMail({ parts: ['message/feedback-report'] }),
      header('Content-Type', 'multipart/report (RFC 6591); boundary="a;b"; report-type = "feedback-report"'),
      header('X-HmXmrOriginalRecipient', 'bob@example.com'),
    ],
    people: [
      aMail({ parts: ['message/feedback-report'], headers: { References: '<2@example.com>' } }),
      aMail({ parts: ['message/feedback-report'], subject: 'Fwd: abuse report' }),
      aMail({ parts: ['message/feedback-report'], subject: 'Re: abuse report' }),
      titled('Feedback'),
    ],
  },
  'machine-report': {
    refused: [
      header('Content-Type', 'multipart/report; report-type=tlsrpt; boundary=b'),
      header('TLS-Report-Domain', 'example.com'),
      header('TLS-Report-Submitter', 'mx.example.net'),
      header('Content-Type', 'application/tlsrpt+gzip'),
      header(
        'Content-Type',
        'application/gzip; name="mx.example!example.com!1800000000!1800086399!1.xml.gz"',
      ),
      aMail({
        headers: {
          'Content-Type': 'application/zip',
          'Content-Disposition': 'attachment; filename=mx.example!example.com!1800000000!1800086399.zip',
        },
      }),
    ],
    people: [
      titled('TLS report for my house'),
      header('Content-Type', 'application/zip; name="hurry!now!.zip"'),
      aMail({ parts: ['application/gzip'], subject: 'What is this report?' }),
    ],
  },
  'delivery-report': {
    refused: [
      header('CONTENT-TYPE', 'multipart/report; report-type=delivery-status; boundary=b'),
      header('Content-Type', 'multipart/report; boundary=b'),
      aMail({ parts: ['text/plain', 'message/delivery-status'] }),
      aMail({ parts: ['message/global-delivery-status'] }),
      aMail({ parts: ['text/rfc822-headers'] }),
      header('Content-Type', '(a report) Multipart / Report\r\n\t;boundary=b'),
      header('Content-Type', 'multipart/mixed; boundary=b; report-type=delivery-status'),
      header('Content-Class', 'urn:content-classes:dsn (Exchange)'),
    ],
    people: [
      header('Content-Type', 'multipart/mixed; boundary="report-type=delivery-status"'),
      header('Content-Type', 'text/plain; name="multipart/report; report-type=x"'),
      aMail({ parts: ['message/delivery-status'], headers: { 'In-Reply-To': '<2@example.com>' } }),
      header('Content-Type', 'multipart/mixed; boundary=report'),
      aMail({ parts: ['message/delivery-status'], subject: 'Fwd: did not arrive' }),
      aMail({ parts: ['message/rfc822'] }),
    ],
  },
  'failed-recipients': {
    refused: [header('X-Failed-Recipients', 'bob@example.com')],
    people: [header('X-Failed-Recipients', '  ')],
  },
  'returned-mail-header': {
    refused: [
      header('X-MS-Embedded-Report', 'report'),
      header('X-MDDSN-Message', '1'),
      header('X-Error-Status', 'User unknown'),
      header('X-Mailer', '<SMTP32 v8.22>'),
      header('X-Mailer', 'SurfControl E-mail Filter'),
    ],
    people: [
      header('X-MDDSN-Message', ' '),
      header('X-Error-Status', 'none'),
      header('X-Mailer', 'Internet Mail Service (5.5.2650.21)'),
      header('X-Mailer', 'SMTP32 of Jane'),
    ],
  },
  'mail-system-sender': {
    refused: [
      aMail(from('MAILER-DAEMON@example.com')),
      aMail(from('post_master@example.com')),
      aMail(from('listserv@lists.example')),
      aMail(from('mailman-owner@lists.example')),
      aMail(from('bounces+12-ab=centre.example@example.com')),
      aMail(from(`MicrosoftExchange${'0123456789abcdef'.repeat(2)}@example.com`)),
      aMail(from('x@example.com', 'Mail Delivery Subsystem')),
      aMail({ envelopeFrom: 'mailer-daemon@example.com' }),
      aMail({ envelopeFrom: '#@[]' }),
      aContact(from('postmaster@example.com')),
      aMail({ from: undefined, headers: { From: 'MAILER-DAEMON (Mail Delivery System)' } }),
      aMail({ from: undefined, headers: { From: '"MAILER-DAEMON" <>' } }),
      aMail({ from: undefined, headers: { From: 'Mail Delivery Subsystem <MAILER-DAEMON>' } }),
      aMail(from('@', 'Courier mail server at mx.example')),
      aMail(from('x@example.com', 'InterScan MSS')),
      aMail(from('x@example.com', 'Content-filter at mx.example')),
      aMail(from('SMTP.Gateway@example.com')),
    ],
    people: [
      aMail({ from: undefined, headers: { From: 'Jane (not the mailer-daemon)' } }),
      aMail(from('jane@example.com', 'Jane of the courier mail server at mx.example')),
      aMail(from('posty.mastersen@example.com')),
      aMail(from('bouncer@example.com')),
      aMail(from('mailman.jones@example.com', 'Bill Mailman Jones')),
      aMail(from('norman.mailer@example.com', 'Norman Mailer')),
      aMail(from('jane@mailer-daemon.example')),
      aMail(from('jane@example.com', 'Jane of Mail Delivery Ltd')),
      ...['info', 'support', 'service', 'admin', 'abuse', 'hostmaster'].map((desk) =>
        aMail(from(`${desk}@other-firm.example`)),
      ),
      aMail(from('jane@example.com', 'Jane Mailsweeper')),
      aMail(from('jane@example.com', 'Content Filter Ltd')),
      aMail(from('scanner@office.example', 'Scan from the office')),
    ],
  },
  'auto-submitted-reply': {
    refused: [
      header('Auto-Submitted', 'auto-replied'),
      header('AUTO-SUBMITTED', ' Auto-Replied (vacation); owner-email="x@example.com"'),
      header('Auto-Submitted', '(really (yes)) auto-replied'),
      header('Auto-Submitted', ['no', 'auto-replied']),
      header('Auto-Submitted', '=?us-ascii?q?auto-replied?='),
      header('Autosubmitted', 'auto-replied'),
    ],
    people: [
      header('Autosubmitted', 'not-auto-submitted'),
      header('Auto-Submitted', 'no'),
      header('Auto-Submitted', 'No (by hand)'),
      header('Auto-Submitted', ''),
      header('Auto-Submitted', '(nobody)'),
      header('Auto-Submitted', 'NO; reason=person'),
    ],
  },
  'auto-submitted': {
    refused: [
      header('Auto-Submitted', 'auto-generated'),
      header('Auto-Submitted', 'auto-notified; owner-email="x@example.com"'),
      header('Auto-Submitted', 'something-new'),
      header('Autosubmitted', 'auto-generated'),
    ],
    people: [header('Auto-Submitted', '(auto-generated) no')],
  },
  'auto-reply-header': {
    refused: [
      header('X-Autoreply', 'yes'),
      header('X-Autorespond', 'We have your mail'),
      header('X-Mail-Autoreply', '1'),
      header('X-AutoReply-From', 'a@example.com'),
      header('X-Autogenerated', 'Reply'),
      header('X-FC-MachineGenerated', 'true'),
      header('X-Autoresponse', 'true'),
      header('X-Amazon-Auto-Reply', 'true'),
      header('X-HolidayReply', 'yes'),
      header('X-SFDC-AutoResponse', 'true'),
    ],
    people: [
      header('X-Autoreply', 'no'),
      header('X-Autogenerated', 'Forward'),
      header('X-Autogenerated', 'Group'),
      header('X-Authority-Analysis', 'v=1'),
      header('X-Autoreplyables', 'yes'),
      header('X-Auto-Response-Suppress', 'None'),
    ],
  },
  'responder-at-work': {
    refused: [
      header('Delivered-To', 'autoresponder'),
      header('X-POST-MessageClass', '9; Autoresponder'),
      header('Delivered-By-The-Graces-Of', 'The Vacation program'),
      header('X-Mailer', 'KANA Response 6'),
      header('X-Mailer', 'Some Autoresponder 2.0'),
      header('X-Mailer', 'vacation 1.2'),
      header('Thread-Topic', 'AutoResponse'),
      aMail({ envelopeFrom: 'autoresponder@example.com' }),
      aMail({ envelopeFrom: 'autoresponse-12@example.com' }),
      header('X-MailScanner', 'generated'),
      header('X-XSP-Msgclass', 'NOTIFICATION'),
    ],
    people: [
      header('X-Mailer', 'Vacationer Mail'),
      header('Thread-Topic', 'AutoResponse of yours'),
      aMail({ headers: { 'Thread-Topic': 'AutoResponse' }, subject: 'RE: AutoResponse' }),
      header('Delivered-To', 'jane+autoresponder@example.com'),
      header('X-POST-MessageClass', '1; Normal'),
      header('X-Mailer', 'Holiday Letters 3'),
      header('User-Agent', 'A Mail Reader/1.0'),
      header('X-MailScanner', 'Found to be clean'),
      aMail({ envelopeFrom: 'autoresponderson@example.com' }),
    ],
  },
  'precedence-auto-reply': {
    refused: [
      header('Precedence', 'auto_reply'),
      header('X-Precedence', 'Auto-Reply'),
      header('Preference', 'auto_reply'),
      header('Precedence', 'auto-generated'),
    ],
    people: [
      header('Preference', 'by telephone'),
      header('Precedence', 'normal'),
      header('Precedence', 'first-class'),
    ],
  },
  'calendar-reply': {
    refused: [
      header('Content-Type', 'text/calendar; charset=utf-8; method=REPLY'),
      aMail({ parts: ['text/calendar; method=reply'] }),
    ],
    people: [
      header('Content-Type', 'text/calendar; method=REQUEST'),
      aMail({ parts: ['text/calendar; method=request'] }),
      titled('Accepted: your offer for the house'),
    ],
  },
  'automatic-reply-title': {
    refused: [
      titled('Automatic reply: Re: your mail?'),
      titled('[EXTERNAL] Automatische Antwort: Ihre Frage'),
      titled('Réponse automatique : Bonjour'),
      titled('自動返信: お問い合わせ'),
      titled('[Auto-Reply] hello'),
      titled('[AUTORESPONSE] - we have your mail'),
      titled('[Request received] Re: your order'),
      aContact({ subject: 'Support Ticket Opened [#482913]' }),
      titled('Automated response - we have your mail'),
      titled('=?utf-8?b?UsOpcG9uc2UgYXV0b21hdGlxdWU=?='),
      aContact({ subject: 'RESPUESTA AUTOMÁTICA: hola' }),
      titled('Yahoo! Auto Response'),
      titled('Automatically Generated Response from jroe@firm.example'),
      aContact({ subject: 'This is an autoreply...[Re: We have your mail]' }),
      titled('Thanks for your inquiry (My question)'),
      titled('Mensaje de respuesta automática'),
      titled('Automatic acknowledgment: your order'),
    ],
    people: [
      titled('Re: Automatic reply: your mail'),
      titled('AW: Automatische Antwort: Termin'),
      titled('Fwd: Automatic reply: your mail'),
      titled('Automatic reply does not work'),
      titled('Re: [Request received] my question'),
      titled('Ticket received: wrong seat'),
      titled('Support ticket opened last week, no answer'),
      titled('Automatic replies to my customers'),
      titled('Your automatic reply: too many of them'),
      aContact({ subject: 'Is the automatic reply wrong?' }),
      titled('Thanks for your inquiry about my health'),
      titled('This is an automatic door, it is broken'),
      titled('Re: Thanks for your inquiry (My question)'),
    ],
  },
  'absence-title': {
    refused: [
      titled('Out of Office: your offer'),
      titled('Out of office until 1 March'),
      titled('Out of Office Alert'),
      titled('Abwesenheitsnotiz: Ihre Anfrage'),
      titled('away from my mail'),
      titled('Abwesenheitshinweis: Ihre Anfrage'),
      titled('Ausência temporária: Seu pedido'),
      titled('Ofis dışı mesajı: teklif'),
      titled('Auto: Re: We have your mail'),
      titled('Frånvaro: SV: Ert ärende'),
      titled('AUTO: Max Muster is out of the office (returning 04/05/2027)'),
      titled('Jane Doe is out of the office until 04/05/2027'),
      titled('Jane Doe is out of the office.'),
      aContact({ subject: 'Fuori sede: prova' }),
      aContact({ subject: 'Out of Office: Re: did it arrive?' }),
      titled('Jane Roe (away from the office)'),
      titled('Vacation auto reply'),
      {
        ...titled('On vacation'),
        headers: aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }).headers,
      },
      titled('Abwesenheits-Benachrichtigung'),
      titled("Assente dall'ufficio"),
      titled('Ej på kontoret'),
      titled('Sajnálom, de jelenleg nem vagyok email közelben!'),
      {
        ...titled('Ich bin weg...'),
        headers: aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }).headers,
      },
      { ...titled('Ausente'), headers: aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }).headers },
    ],
    people: [
      titled('Out of office settings do not work'),
      titled('Re: Out of office settings do not work'),
      titled('Out of office: how do I set it?'),
      titled('out of office message not working 2026'),
      titled('Out of office - please move my appointment'),
      titled('Bob Smith is out of the office.'),
      titled('Abwesenheit meines Maklers'),
      titled('Ausência temporária do corretor'),
      titled('Abwesenheit: 3. bis 5. Mai'),
      titled('Frånvaro: Kalle är sjuk'),
      titled('Auto: Schaden an der Stoßstange'),
      titled('On vacation until July 1'),
      titled('I am on vacation until Monday'),
      titled('Vacation rental question'),
      aContact({ subject: 'On leave of absence policy' }),
      titled('On vacation'),
      titled('Re: On vacation'),
      titled('My key (away from the office building)'),
      titled('Ausente'),
      titled('Ich bin weg...'),
      titled('Ej på kontoret imorgon, kan ni ringa'),
    ],
  },
  'returned-mail-title': {
    refused: [
      titled('Undelivered Mail Returned to Sender'),
      titled('failure notice'),
      titled('Delivery Status Notification (Failure)'),
      titled('Mail delivery failed: returning message to sender'),
      titled('Returned mail: see transcript for details'),
      titled('Message status - undeliverable'),
      titled('NOTICE: mail delivery status.'),
      titled('Error delivering mail'),
      titled('Mail System Error - Returned Mail'),
      titled('Returned mail: Data format error'),
      titled('Returned mail: Cannot send message within 5 days'),
      titled('Postmaster notify: see transcript for details'),
      titled('DELIVERY FAILURE: User jdoe (jdoe@example.com) not listed in Domino Directory'),
      aContact({ subject: 'Delivery Notification: Delivery has failed' }),
      aContact({ subject: 'Mail failure - malformed recipient address' }),
      titled('There was an error sending your mail'),
      titled('**Message you sent blocked by our bulk email filter**'),
      titled('[BOUNCE]'),
      aContact({ subject: '[MailServer Notification] a virus was found' }),
      titled('メッセージを配信できません。'),
      titled("Notification d'état de la distribution"),
      titled('mail failed, returning to sender'),
      aContact({ subject: '[Postmaster] Email Delivery Failure' }),
      titled('Automatically rejected mail'),
      titled('Returned mail: see mail body for details'),
      titled('Rapport de non-remise'),
    ],
    people: [
      titled('Notice: mail delivery status of my parcel'),
      titled('Error delivering mail to my new flat'),
      titled('Fwd: Undelivered Mail Returned to Sender'),
      titled('Failure notice: your boiler'),
      titled('Notice of failure to deliver the deed'),
      titled('Returned mail: my parcel came back'),
      titled('Delivery error: order 4411'),
      titled('Mail delivery failed again at my house'),
      titled('Why failure notice?'),
      titled('Delivery failure: user manual is missing'),
      titled('Delivery Notification: your parcel is here'),
      titled('Delivery has failed'),
      titled('Delivery report'),
      titled('Returned mail'),
      titled('Mail could not be delivered'),
      titled('Mail failure at my address'),
      titled('Re: [BOUNCE]'),
      titled('[Bounce] castle for the party'),
      titled('There was an error sending your mail to my old address'),
      titled('Mail failed, what now'),
      titled('Email delivery failure of my bill'),
      titled('NDN: our new network'),
      titled('No valid recipient in your form'),
      titled('Delivery failure notification'),
      titled('Automatically rejected mail from your shop'),
      titled('Rapport de non-remise des clés'),
      titled('Mail failure - I get no tickets'),
    ],
  },
  'failed-delivery-title': {
    refused: [
      titled('Undeliverable: Re: your mail'),
      aContact({ subject: 'Undeliverable: your mail' }),
      aContact({ subject: 'Unzustellbar: AW: Ihre Nachricht' }),
      { ...titled('Non remis : RE: Bonjour'), headersTruncated: true },
    ],
    people: [
      titled('Undeliverable: the deed, it came back'),
      titled('No entregado: pedido 4411'),
      aContact({ subject: 'No entregado: pedido 4411' }),
      aContact({ subject: 'Unzustellbar: Paket 4411' }),
      aContact({ subject: 'Undeliverable parcel' }),
      aContact({ subject: 'Delivery failure: order 4411' }),
      aContact({ subject: 'Re: Undeliverable: your mail' }),
    ],
  },
  'complaint-title': {
    refused: [
      { ...titled('[SpamCop (192.0.2.1) id:4711]Cheap offers'), ...from('4711@reports.spamcop.net') },
      aContact({
        subject: '[SpamCop (https://x.example/) id:4711] Buy',
        ...from('4711@reports.spamcop.net'),
      }),
      { ...titled('complaint about message from 192.0.2.1'), ...from('staff@hotmail.com') },
      aContact({
        subject: 'complaint about message from 192.0.2.1',
        ...from('complaints@email-abuse.amazonses.com'),
      }),
      aContact({ subject: 'Email Feedback Report for IP 192.0.2.1', ...from('scomp@aol.example') }),
    ],
    people: [
      titled('[SpamCop (192.0.2.1) id:4711] what is this?'),
      { ...titled('Spamcop lists you'), ...from('jane@reports.spamcop.net') },
      titled('Complaint about message from 192.0.2.1'),
      { ...titled('Complaint about message from your agent'), ...from('staff@hotmail.com') },
    ],
  },
  'program-title': {
    refused: [
      titled('Report Domain: example.com Submitter: mail.example Report-ID: 1'),
      titled('Cron <jane@host> backup --all'),
      titled('Warning: message 1aBcDe-0000AB-Cd delayed 24 hours'),
      titled('Warning: could not send message for past 4 hours'),
      titled('Delayed Mail (still being retried)'),
      titled('VIRUS (Eicar-Test) IN MAIL FROM YOU'),
      titled('Considered UNSOLICITED BULK EMAIL, apparently from you'),
      titled('Undeliverable mail, MTA-BLOCKED'),
      titled('Norton AntiVirus detected and quarantined a virus in a message you sent'),
      aContact({ subject: 'Warning: E-mail viruses detected' }),
      titled('** PROBLEM Service Alert: web1/HTTP is CRITICAL **'),
      titled('[PROBLEM] HTTP on web1 is CRITICAL!'),
      titled('[FIRING:2] InstanceDown (web1)'),
      aContact({ subject: '[Fail2Ban] sshd: banned 192.0.2.1 from web1' }),
      titled('web1 2027-01-04 09:02 System Events'),
      titled('3 Debian package update(s) for web1.example'),
      titled('DegradedArray event on /dev/md0:web1'),
      titled('*** SECURITY information for web1 ***'),
      titled('Logwatch for web1 (Linux)'),
      titled('[GLPI #0004711] New ticket: my question'),
    ],
    people: [
      titled('Report: domain for sale'),
      titled('Complaint about message from 192.0.2.1'),
      titled('Warning: the deed is missing'),
      titled('Warning: message to my lawyer delayed'),
      titled('Delayed mail'),
      titled('Cron jobs'),
      titled('Virus alert'),
      titled('Virus in my mail from you'),
      titled('Undeliverable mail, what now'),
      titled('Norton AntiVirus licence'),
      titled('Re: Considered UNSOLICITED BULK EMAIL, apparently from you'),
      titled('[Problem] My light is critical'),
      titled('[PROBLEM] the boiler is down'),
      titled('** URGENT Service: please call **'),
      titled('Logwatch for sale, nearly new (Linux)'),
      titled('Password reset on my account does not work'),
      titled('Security information for tenants'),
      titled('Re: [GLPI #0004711] my question'),
      titled('Jenkins build is late'),
      titled('Event on /dev/null'),
      titled('Password reset on shop.example'),
      titled('** URGENT service alert: the lift is out of order'),
      titled('[Problem] your shop is down!'),
      titled('Virus in your mail'),
      titled('Virus found in message from you'),
      titled('Warning - you sent a virus infected email to me'),
      titled('Failed to clean virus from my laptop'),
      titled('Norton AntiVirus detected a virus on your site'),
      titled('Antigen found in my blood'),
      titled('Daily aide report for Smith'),
    ],
  },
  challenge: {
    refused: [
      titled('Your email requires verification verify#a1B2c3D4e5'),
      aMail(from('jane-confirm-1800000000.12345.abc123@example.com')),
      aContact({ subject: 'Your email requires verification verify:a1b2c3' }),
      aContact({ subject: 'Unverified email to jane@example.com' }),
      titled('My question [Qurb #4711]'),
      header('X-Boxtrapper', 'a1b2'),
      header('X-ChoiceMail-Registration-Request', 'yes'),
      header('Message-ID', '<20270104.1@mx.example-tmda-confirm>'),
      aMail({ envelopeFrom: 'spamhippo@example.com' }),
    ],
    people: [
      titled('Re: Your email requires verification verify#a1B2c3D4e5'),
      titled('Please verify #4411 for me'),
      aMail(from('jane-confirm@example.com')),
      saying('Please click on the link to confirm that you have my mail.'),
      titled('Please verify your email address, mine bounces'),
      titled('Unverified email to my bank'),
      titled('Re: My question [Qurb #4711]'),
      aMail({ envelopeFrom: 'confirm@example.com' }),
    ],
  },
  'null-return-path': {
    refused: [aMail({ envelopeFrom: '' })],
    people: [aMail({ envelopeFrom: undefined })],
  },
  'list-header': {
    refused: [
      header('List-Id', 'News <news.example.com>'),
      header('LIST-UNSUBSCRIBE', '<mailto:leave@example.com>'),
      header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
      header('X-Mailing-List', 'news@example.com'),
      header('X-ML-Name', 'news'),
      header('X-List-Host', 'lists.example'),
      header('List-Software', 'ListManager 10'),
      header('Archived-At', '<https://lists.example/1>'),
      header('To', 'Multiple recipients of NEWS <news@lists.example>'),
      header('X-MLServer', 'fml [fml 4.0]'),
      header('X-Google-Group-Id', '123'),
      header('X-Listserver', 'CommuniGate Pro LIST 6.0'),
      header('X-Majordomo-Version', '1.94.5'),
      header('X-List-Administrivia', 'yes'),
      header('X-eGroups-Return', 'sentto-1-2-3-support=centre.example@lists.example'),
      header('X-MDMailing-List', 'news@lists.example'),
      header('Delivered-To', 'mailing list news@lists.example'),
      header('Message-ID', '<LYRIS-12345-67890-2027.01.04-09.00.00--jane#x.example@lists.example>'),
      header('Received', [
        'from mx.example by mx.centre.example; Mon, 4 Jan 2027 09:00:00 +0000',
        'by LISTS.EXAMPLE (LISTSERV-TCP/IP release 16.0) with spool id 1234; Mon, 4 Jan 2027 08:00:00 +0000',
      ]),
      header('Received', '(from majordomo@localhost) by lists.example (8.9.3/8.9.3) id JAA01; Mon, 4 Jan'),
    ],
    people: [
      header('Delivered-To', 'support@centre.example'),
      header('Delivered-To', 'mailing-list@centre.example'),
      header('Message-ID', '<lyric-4711@poems.example>'),
      header('Message-ID', '<LYRA-4711@example.com>'),
      header('Received', 'from listserv.example (192.0.2.1) by mx.centre.example; Mon, 4 Jan 2027'),
      header('Received', '(from jane@localhost) by host.example (8.9.3/8.9.3) id JAA01; Mon, 4 Jan'),
      header('To', 'Multiple Recipients Ltd <support@centre.example>'),
      header('List-Id', ''),
      header('X-Listing-Id', 'house 12'),
      header('List-Id', 'Support <support.centre.example>'),
      aMail({
        headers: {
          'List-Id': 'Support <support.centre.example>',
          'List-Post': '<mailto:support@centre.example>',
        },
      }),
    ],
  },
  'precedence-list': {
    refused: [header('Precedence', 'List')],
    people: [
      aMail({ headers: { Precedence: 'list', 'List-ID': '<support.centre.example>' } }),
      header('Precedence', 'listed'),
    ],
  },
  'list-manager-sender': {
    refused: [
      aMail(from('owner-news@lists.example')),
      aMail(from('news-bounces+jane=x.example@lists.example')),
    ],
    people: [
      aMail(from('home-owner@example.com')),
      aMail(from('owner@example.com')),
      aMail(from('service-request@example.com')),
    ],
  },
  'list-manager-title': {
    refused: [
      titled('Your message to News awaits moderator approval'),
      titled('The results of your email commands'),
      aContact({ subject: 'lists.example mailing list memberships reminder' }),
      aContact({ subject: '3 News moderator request(s) waiting' }),
      titled('confirm subscribe to news@lists.example'),
      titled('GOODBYE from news@lists.example'),
      titled('Majordomo results: subscribe news'),
      titled(`confirm ${'0123456789'.repeat(4)}`),
    ],
    people: [
      titled('Your message to me awaits moderator approval of mine'),
      titled('Confirm 4711'),
      titled('Welcome to our new office'),
      titled('Goodbye from all of us'),
      titled('Re: Your message to News awaits moderator approval'),
      titled('Moderate for once'),
    ],
  },
  'list-envelope': {
    refused: [
      aMail({ envelopeFrom: 'owner-news@lists.example' }),
      aMail({ envelopeFrom: 'news-bounces+support=centre.example@lists.example' }),
      header('Sender', 'News <news-bounces@lists.example>'),
      header('Sender', 'owner-news@lists.example'),
      header('Errors-To', 'news-bounces@lists.example'),
      { ...header('Sender', 'news-owner@lists.example'), envelopeFrom: 'news-owner@lists.example' },
    ],
    people: [
      header('Errors-To', 'jane@example.com'),
      header('Sender', 'home-owner@example.com'),
      {
        ...header('Sender', 'home-owner@example.com'),
        ...from('home-owner@example.com'),
        envelopeFrom: 'home-owner@example.com',
      },
      aMail({ envelopeFrom: 'bounces-jane@example.com' }),
      aMail({ envelopeFrom: 'service-request@example.com' }),
      // Our own address is a list.
      aMail({ envelopeFrom: 'owner-support@centre.example' }),
      header('Sender', 'support-bounces@lists.centre.example'),
      header('Sender', 'it-admin@example.com'),
      // A form that is sent through a list manager's host.
      aMail({
        ...from('noreply@web.example'),
        ...replyTo('jane@example.com'),
        envelopeFrom: 'site-bounces@web.example',
      }),
    ],
  },
  'precedence-bulk': {
    refused: [header('Precedence', 'bulk'), header('Precedence', 'Junk (sort of)')],
    people: [header('Precedence', 'special-delivery'), header('Precedence', 'first-class')],
  },
  'bulk-header': {
    refused: [
      header('Feedback-ID', '1234:campaign:shop:esp'),
      header('X-CSA-Complaints', 'x@eco.example'),
      header('X-Mailster-Campaign', '28'),
      header('X-ListMember', 'support@centre.example'),
      header('X-Mailer', 'phpList v3.6.1'),
      {
        ...header('X-CSA-Complaints', 'x@eco.example'),
        ...from('noreply@web.example'),
        ...replyTo('jane@example.com'),
      },
    ],
    people: [
      header('Feedback-ID', 'i1a2b3c4d:Fastmail'),
      header('Feedback-ID', '12345:user:proton'),
      header('Feedback-ID', '1.us-east-1.abc=:AmazonSES'),
      header('X-Mailer', 'PHPMailer 6.8'),
      header('X-Mailsterling', 'yes'),
      {
        ...header('Feedback-ID', '1234:forms:site:esp'),
        ...from('noreply@web.example'),
        ...replyTo('jane@example.com'),
      },
    ],
  },
  'campaign-header': {
    refused: [
      header('X-MC-User', 'b00ccdbb'),
      header('X-Campaign', 'mailchimpb00c.a8d0'),
      header('X-CampaignID', '42'),
      header('X-Campaign_ID', '42'),
      header('X-Roving-ID', '1102.3'),
      header('rpcampaign', 'shop20261126'),
      header('X-job', '7230703_1934766'),
      header('X-SFMC-Stack', '7'),
      header('X-Kmail-Message', 'abc'),
      header('X-EMarSys-Identify', '1_2_3'),
      header('X-Mailer', 'nlserver, Build 6.7.0'),
      header('X-Mailer', 'MailChimp Mailer - **CIDa8d0**'),
      header('X-Mw-Campaign-Uid', 'ab123'),
      header('X-Mailer-RecptId', '4711'),
      header('X-Listmonk-Campaign', '1-2-3'),
      header('X-CiviMail-Bounce', 'b.1.2.abc@x.example'),
    ],
    people: [
      header('X-KMail-Identity', '123'),
      header('X-KMail-Transport', 'work'),
      header('X-Campaigner-Says', 'hello'),
      header('X-Job', 'plumber'),
      header('X-Mailer', 'Mailman 3 of Jane'),
      header('X-Mailgun-Sid', 'WyJh'),
      header('X-SG-EID', 'abc'),
      header('X-Mailin-EID', 'abc'),
      header('X-SFDC-User', '005x'),
      {
        ...header('X-Campaign', 'contact form'),
        ...from('noreply@web.example'),
        ...replyTo('jane@example.com'),
      },
    ],
  },
  'bulk-verdict': {
    refused: [
      header('X-Microsoft-Antispam', 'BCL:7;ARA:13230040|366016;'),
      header('X-Microsoft-Antispam', 'UriScan:;\r\n BCL:9;PCL:0;'),
      header('X-Forefront-Antispam-Report', 'CIP:198.51.100.7;SFV:NSPM;CAT:BULK;SFS:(123);'),
    ],
    people: [
      header('X-Microsoft-Antispam', 'BCL:0;'),
      header('X-Microsoft-Antispam', 'BCL:6;PCL:9;'),
      header('X-Forefront-Antispam-Report', 'CIP:198.51.100.7;SFV:NSPM;CAT:NONE;DIR:INB;'),
      {
        ...header('X-Microsoft-Antispam', 'BCL:8;'),
        ...from('noreply@web.example'),
        ...replyTo('jane@example.com'),
      },
    ],
  },
  'notifier-header': {
    refused: [
      header('X-Gitea-Reason', 'mention'),
      header('X-Jenkins-Job', 'build'),
      header('X-ReviewRequest-URL', 'https://reviews.example/r/1/'),
      header('X-Facebook-Notify', 'friend; mailid=1'),
      header('X-LinkedIn-Class', 'MBR-TO-MBR'),
      header('X-GitHub-Reason', 'mention'),
      header('X-JIRA-FingerPrint', 'abc'),
      header('X-Bugzilla-Type', 'changed'),
      header('X-ServiceNow-Generated', 'true'),
      header('X-Cron-Env', '<SHELL=/bin/sh>'),
      header('X-Debian', 'DAK'),
      header('X-RSS-Feed', 'https://blog.example/feed.xml'),
      header('X-Feed2Imap-Version', '1.2'),
      header('X-RSS-ID', '42'),
      header('Content-Class', 'missedcall'),
      header('Content-Class', 'Voice-CA'),
      header('Content-Class', 'fax'),
      header('X-Git-Refname', 'refs/heads/main'),
      header('X-SVN-Author', 'jane'),
      header('X-Mailer', 'SVN::Notify 2.87: http://search.cpan.org/dist/SVN-Notify/'),
      header('X-BAMBOO-PLAN-KEY', 'A-B'),
      header('X-Course-Id', '4711'),
      header('X-Asterisk-VM-Message-Num', '3'),
      header('X-Email-Type-Id', 'PP341'),
      header('X-Debian-PR-Message', 'ack 4711'),
    ],
    people: [
      header('X-Mailer', 'git-send-email 2.43.0'),
      header('X-Debian-PR-Message', 'report 4711'),
      header('X-GNU-PR-Message', 'followup 4711'),
      header('X-Notify-Me', 'yes'),
      header('X-Course', 'main dish'),
      header('X-Facebooks', 'jane.doe'),
      header('X-Reviewed-By', 'jane'),
      header('Content-Class', 'Voice of the Customer'),
      header('X-Debian-User', 'jane'),
      header('X-GitLab-Reply-Key', 'abc'),
      header('X-Jiranek', 'yes'),
      header('In-Reply-To', '<some/project/issues/1@github.com>'),
      header('X-ServiceNow-Generated', 'false'),
    ],
  },
  'site-mailer': {
    refused: [
      ...['MediaWiki mailer', 'phpBB3', 'SMF', 'vBulletin Mail via PHP', 'Drupal'].map((mailer) =>
        aMail({
          ...from('wiki@site.example'),
          headers: { 'X-Mailer': mailer, 'Message-ID': '<1@www.site.example>' },
        }),
      ),
      aMail({
        ...from('board@site.example'),
        ...replyTo('board@site.example'),
        headers: { 'X-Mailer': 'phpBB3', 'Message-ID': '<1@host.example>', Sender: '<board@site.example>' },
      }),
    ],
    people: [
      // A visitor types into a form of somebody's site.
      aMail({
        headers: { 'X-Mailer': 'Drupal', 'Message-ID': '<1@site.example>', Sender: 'web@site.example' },
      }),
      aMail({ headers: { 'X-Mailer': 'vBulletin Mail via PHP', 'Message-ID': '<1@site.example>' } }),
      aMail({
        ...from('wiki@site.example'),
        ...replyTo('jane@example.com'),
        headers: { 'X-Mailer': 'MediaWiki mailer', 'Message-ID': '<1@site.example>' },
      }),
      aMail({ headers: { 'X-Mailer': 'Drupalia Mail', 'Message-ID': '<1@example.com>' } }),
      aMail({ headers: { 'X-Mailer': 'PHPMailer 6.8', 'Message-ID': '<1@example.com>' } }),
    ],
  },
  'loop-header': {
    refused: [
      header('X-Loop', 'yes'),
      aMail({ ...from('help@desk.example'), headers: { 'X-Loop': 'desk@mail.desk.example' } }),
      header('X-Loop', ['desk@elsewhere.example', 'true']),
      header('X-OTRS-Loop', 'support'),
      header('X-No-Loop', 'True'),
      header('X-RT-Loop-Prevention', 'helpdesk'),
    ],
    people: [
      header('X-Loop', 'no'),
      // Passed on to us from another mailbox of ours.
      header('X-Loop', '<support@old.centre.example>'),
      header('X-Loop', 'false'),
      header('X-Loophole', 'yes'),
      header('X-MS-Exchange-Inbox-Rules-Loop', 'support@centre.example'),
      header('X-Zone-Loop', 'a1b2c3d4e5f6'),
    ],
  },
  'auto-response-suppress': {
    refused: [
      header('X-Auto-Response-Suppress', 'All'),
      header('X-Auto-Response-Suppress', 'DR, RN,\r\n autoreply'),
      header('X-Auto-Response-Suppress', 'OOF'),
      header('X-Auto-Response-Suppress', 'OOF, AutoReply'),
      header('X-Auto-Response-Suppress', ['DR, OOF, AutoReply', 'All']),
    ],
    people: [
      header('X-Auto-Response-Suppress', 'None'),
      header('X-Auto-Response-Suppress', 'DR, NDR, RN, NRN'),
      header('X-Auto-Response-Suppress', 'DR, OOF, AutoReply'),
    ],
  },
  'returned-mail-text': {
    refused: [
      saying('Hi. This is the qmail-send program at mx.example.\nIt could not be done.'),
      saying('This message was created automatically by mail delivery software.\n\nIt failed.'),
      saying('This is the mail system at host mx.example.\n\nIt failed.'),
      saying('   ----- The following addresses had permanent fatal errors -----\n<bob@example.com>'),
      saying(`${'*'.repeat(46)}\n**      THIS IS A WARNING MESSAGE ONLY      **\n${'*'.repeat(46)}\n`),
      saying('This is a delivery status notification from mx.example,\nrunning the Courier mail server.'),
      saying(
        'This report relates to a message you sent with the following\nheader fields:\n\nSubject: hello',
      ),
      saying('Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; bob@example.com\nAction: failed'),
      saying(
        'Hi. This is the\nmail robot of x.example.\n\n<bob@example.com>:\nGone.\n\n--- Below is a copy.\n',
      ),
      saying('This is an automatically generated Delivery Status Notification.\n\nDelivery to bob failed.'),
      saying('Delivery to the following recipient failed permanently:\n\n   bob@example.com'),
      saying('Your message\n\n  Subject: hello\n\nwas not delivered to:\n\n  bob@example.com'),
      saying('------ Here is your List of Failed Recipients ------\n<bob@example.com>'),
      saying('Hello, this is the mail server on mx.example.\n\nI am sending you this message.'),
      saying('Falha na entrega a estes destinatários ou grupos:\n\nbob@example.com'),
      saying('Your message could not be delivered to\nbob@example.com\n\n550 5.1.1 unknown'),
      saying('Unknown user: bob@example.com\n\nOriginal message follows.\n'),
      saying('A message that you sent could not be delivered to one or more of its\nrecipients.'),
      saying('Your message was not delivered to:   bob@example.com\nfor the following reason:\nUser unknown'),
      saying("The following recipients haven't received this message:\n\n bob@example.com"),
      saying(
        "We're sorry. There's a problem with your mail.\n\n<bob@example.com>:\nno such user\n\n--- Below",
      ),
      saying('This is the DragonFly Mail Agent v0.13 at df.example.\n\nThere was an error.'),
      saying('bob@example.com - no such user here.\n\nThere is no user by that name.'),
      saying('Your message was automatically rejected by Dovecot Mail Delivery Agent.\n\nThe reason:'),
      saying('Your message to <bob@example.com> was automatically rejected:\nno room'),
      saying(
        'This is a collection of reports about email delivery\nprocess concerning a message you originated.',
      ),
      saying(
        'A summary of the undelivered message you sent follows:\n\nThe non-delivered message is attached to this message.',
      ),
    ],
    people: [
      saying('Hi. This is the\nthird time I ask.\n\n- Ann'),
      saying('Reporting-MTA is a header. What is yours?'),
      saying('Hello,\n\n   ----- Transcript of session follows -----\nis all I got from you.'),
      saying(
        'Hello,\nwhen I write to Ann I get this:\n> This message was created automatically by mail delivery software.',
      ),
      saying('Hi. This is the owner of number 12.'),
      saying('I got: this is the mail system at host mx.example. What does it mean?'),
      {
        ...saying('This message was created automatically by mail delivery software.'),
        subject: 'Fwd: what is this',
      },
      saying('Your message could not be delivered to my new address, please send it again.'),
      saying('The message could not be delivered: 550 5.1.1 user unknown. Which address is right?'),
      saying('I wrote to you and got: 550 5.1.1 <support@centre.example>: user unknown'),
      saying('Unable to deliver the deed in person. Shall I post it?'),
      saying('Unknown user of flat 550 here.'),
      saying('Address not found by the courier. Your message was not delivered.'),
      saying('Hello, this is the mail room. Your parcel is here.'),
      saying('Your message\n\nSubject: my house\n\nmade me happy.'),
      saying('Technical report: the boiler is broken.'),
      saying('Your message was not delivered to me: please send it again.'),
      saying('Your message was not delivered to my wife for the second time.'),
      saying("We're sorry. There's a problem with your mail.\n\nIt is torn.\n\n- Ann"),
      saying('Message not delivered to the porter, he was ill.'),
      saying('Your message to Hans was automatically rejected by his server, so he asks me to write.'),
      saying('A summary of the undelivered message you sent follows, as you asked me on the telephone.'),
      saying(
        '> A message that you sent could not be delivered to one or more of its recipients.\n\nI got this. What now?',
      ),
    ],
  },
  'complaint-text': {
    refused: [
      saying('This is an email abuse report for an email message received from IP 192.0.2.1 on Thursday.'),
      saying(
        'This is a spf/dkim authentication-failure report for an email message received from 192.0.2.1.',
      ),
      saying('This is an autogenerated email abuse complaint regarding your network.'),
    ],
    people: [
      saying('This is a complaint regarding your network of agents.'),
      saying('This is a report for an email that I received from you.'),
    ],
  },
  'automatic-text': {
    refused: [
      saying('Dear customer,\n\nThis is an automated response. It is in our queue.'),
      saying('Thank you for your message. This is an automatic reply.'),
      saying('Dies ist eine automatisch generierte Antwort.'),
      saying('Ceci est une réponse automatique.'),
      saying('これは自動返信です。'),
      saying('Please note: this is an automated message.'),
      saying('Dear Mr Doe: This is an automatic reply.'),
      saying('Your order.\nNote: This is a system generated e-mail.'),
      saying('Dies ist eine automatische Benachrichtigung.'),
      saying('Diese E-Mail wurde automatisch erstellt. Ihr Paket ist da.'),
      ending(
        `Your order is on its way. ${'It is big. '.repeat(80)}\n\nThis is an automated message.\nAcme Ltd`,
      ),
      ending(
        `Votre commande est prête. ${'Elle est là. '.repeat(80)}Ce message a été envoyé automatiquement.`,
      ),
      saying('Cet e-mail est généré automatiquement. Votre colis est là.'),
      saying('Dit bericht is automatisch verstuurd.'),
      saying('Это сообщение сформировано автоматически.'),
      saying('このメールは自動送信されています。'),
      saying('此邮件由系统自动发送，请勿回复。'),
      saying('이 메일은 자동 발송된 메일입니다.'),
      saying('Thank you. This is an automatic acknowledgment.'),
      saying('このメールは「m-FILTER」が自動的に生成して送信しています。'),
      saying('Sajnálom, de jelenleg nem vagyok email közelben.\n\nEz egy automatikus üzenet.'),
    ],
    people: [
      ending(`Help me. ${'I wait. '.repeat(80)}All that I get: this is an automated message.`),
      ending(`Help me. ${'I wait. '.repeat(80)}\n\n> Hello,\n>\n> This is an automated message.`),
      {
        ...aMail({ headers: { References: '<2@centre.example>' } }),
        bodyStart: `No. ${'I wait. '.repeat(80)}`,
        bodyEnd: 'No.\n\nThis is an automated message.',
      },
      saying('Jane: hello. This message was sent automatically by the form at site.example.'),
      ending('I know that this message was sent automatically, but who reads mine?'),
      ending(
        `Jane: ${'hello. '.repeat(120)}\n\nThis message was sent automatically by the contact form of Acme.`,
      ),
      saying('All that I hear from you: this is an automated message. I need a person.'),
      saying('Your answer was: this is an automatic reply. Please call me.'),
      saying('Hello, I only ever get an automated response from you. Can a person call me?'),
      saying('Is this an automatic reply?'),
      saying('This automatic reply of yours is wrong.'),
      saying('Can you turn off the automatic reply please?'),
      saying('See below.\n\nFrom: Acme\nThis is an automated response.'),
      { ...saying('This is an automatic reply, I think.'), subject: 'Re: your mail' },
      {
        ...saying('This is an automated message: Jane wrote to you.', from('noreply@web.example')),
        ...replyTo('jane@example.com'),
      },
      saying('The contract is attached. The report was automatically generated by our bank.'),
      saying('Ihre Mail wurde automatisch gelöscht, glaube ich.'),
      saying('我的邮件由系统自动删除了'),
      saying('このメールは自動車の件です。'),
    ],
  },
  'receipt-text': {
    refused: [
      saying('Your request (4711) has been received and is being reviewed by our support staff.'),
      saying('Dear Jane,\n\nA request for support has been created and assigned #4711.'),
      {
        ...saying('Thanks for your email. A new ticket has been created.\n\nYou wrote:\n> hello'),
        subject: 'RE: [Ticket#4711] my question',
      },
      saying(
        'I will not be reading my mail for a while.\nYour mail regarding "hello" will be read when I return.',
      ),
      saying(
        "I'm on vacation and will not be reading my mail for a while.\nYour mail will be dealt with when I return.",
      ),
    ],
    people: [
      saying('My request has been received and is being reviewed by our bank. When will you answer?'),
      saying('I was told: Your request (4711) has been received and is being reviewed by our support staff.'),
      {
        ...saying('Your request (4711) has been received and is being reviewed by our support staff.'),
        subject: 'Fwd: this is all I got',
      },
      saying('I will not be reading my mail for a while, so please call.'),
      saying('Dear all,\n\na request for support.'),
      saying(
        'Your request of 3 May has been received and is being reviewed by our legal team. Kind regards, Ann',
      ),
      saying('Your request has been received and will be reviewed by our board on Monday.'),
      saying("I'm on vacation and will not be reading my mail for a while. Please call my wife."),
    ],
  },
  'notice-text': {
    refused: [
      saying('This message was generated by the smartd daemon running on:\n\n   host name: web1'),
      saying('***** Nagios *****\n\nNotification Type: PROBLEM'),
      saying('Hi,\n\nThe IP 192.0.2.1 has just been banned by Fail2Ban after\n5 attempts.'),
      saying('Problem started at 09:00:00 on 2027.01.04\nProblem name: High load'),
      saying('A new comment on the post "Gardens" is waiting for your approval\nhttps://blog.example/'),
      saying('Hi jane,\n\nThis notice confirms that your password was changed on Garden Blog.'),
      saying(
        'Hello Jane,\n\nYou are receiving this notification because you are watching the topic, "Roses"',
      ),
      saying('jane,\n\nThank you for registering at Garden Club. You may now log in by clicking this link'),
      saying('Thank you for registering at Garden Club. Your username is jane. If you forget your password'),
      saying('jane,\n\nA request to reset the password for your account has been made at Garden Club.'),
      saying("A new topic, 'Roses', has been made on a board you are watching."),
      ending(
        'Click here: https://shop.example/r/1\nIf you did not request a password reset, please ignore this email.',
      ),
      ending('Welcome.\nIf you did not sign up for an account with us, please disregard this message.'),
      ending(
        'To reset it, visit https://blog.example\nIf this was a mistake, ignore this email and nothing will happen.',
      ),
      saying(
        "You're receiving this email because you requested a password reset for your user account at shop.example.",
      ),
    ],
    people: [
      saying('The IP of my house is banned. Why?'),
      saying('Problem started at 9 on Monday. Problem name: the boiler.'),
      saying('Someone has requested a password reset for my account, was it you?'),
      saying('I wrote this myself:\n***** Nagios *****'),
      saying('A new comment on the post in our street is waiting for your approval.'),
      saying('This notice confirms that my password was changed. It was not me!'),
      saying('Thank you for registering at such short notice. Your username is missing in my papers.'),
      saying('Jane,\n\na request to reset the password for my account has been made at your desk, in vain.'),
      saying('You are receiving this notification because you are my bank.'),
      ending('Here are the papers. If you did not ask for them, please ignore this email.\n\nAnn'),
      ending('I did not request a password reset. Shall I ignore this email?'),
      ending('If you did not request the deed, please ignore this email and tell Ann.'),
      ending('If you did not make the payment, ignore this email. If you did: thank you!'),
      ending('You wrote: "if you did not request a password reset", but I did request one.'),
    ],
  },
  'absence-text': {
    refused: [
      saying('Thank you for your email. I am out of the office until Monday. If it is urgent, ask Bob.'),
      aMail({
        headers: { 'In-Reply-To': '<2@centre.example>' },
        bodyStart: 'I am on vacation until May 3. In urgent cases please contact Bob.',
      }),
      saying('Vielen Dank für Ihre E-Mail. Ich bin bis 3. Mai im Urlaub. Dringendes an Frau Meier.'),
      {
        ...aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }),
        bodyStart: '您好！我于5月3日至5月10日休假，期间无法及时查看邮件。如有紧急事务请联系张经理。',
      },
      {
        ...aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }),
        bodyStart: 'Actuellement en congés, je prendrai connaissance de votre message à mon retour.',
      },
      {
        ...aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }),
        bodyStart:
          'I will be away from 2027-01-01 until 2027-01-09.\nFor urgent matters you can contact Bob.',
      },
      {
        ...aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }),
        bodyStart:
          'Ich bin vom 01.01.2027 bis 09.01.2027 nicht zu Hause / im Büro.\nIn dringenden Fällen bitte Bob anrufen.',
      },
      {
        ...aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }),
        bodyStart: 'Jeg er ikke tilstede i perioden 1 til 9.\nI nødstilfælde kan Bob kontaktes.',
      },
      {
        ...aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }),
        bodyStart: 'Jsem na dovolené od 1 do 9.\nS neodkladnými zprávami prosím kontaktujte Bob.',
      },
      {
        ...aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }),
        bodyStart: '我在 2027-01-01 到 2027-01-09 这段时间内暂时无法回信.\n如果你有急事请与 Bob 联系.',
      },
    ],
    people: [
      saying('I am out of the office until Monday. Please call me on my mobile if it is urgent.'),
      saying('Thank you for your email. I am out of the office until Monday, can we speak on Tuesday?'),
      {
        ...saying('Thank you for your email. I am on vacation, I will sign when I return.'),
        subject: 'Re: the contract',
      },
      saying(
        'Thanks for your message. I will be away until Monday and will reply when I return.\n\nOn Mon 1 March, Ann wrote:\n> hello',
      ),
      saying('Thank you for your email. The closing is on Monday; it is urgent.'),
      saying('我下周休假，紧急的话请打电话。'),
      saying('Actuellement en congés, je prendrai connaissance du contrat à mon retour.'),
      saying('I will be away from 3 May until 9 May.\nFor urgent matters you can contact my neighbour.'),
      saying('Ich bin vom 3. bis 9. Mai nicht zu Hause. In dringenden Fällen hat Frau Meier den Schlüssel.'),
      saying('Jeg er ikke tilstede i uge 3. I nødstilfælde kan min nabo kontaktes.'),
    ],
  },
  'list-text': {
    refused: [
      ending(
        `Hi all,\nwho has seeds?\n\nAnn\n${'_'.repeat(47)}\nGarden mailing list\nGarden@lists.example\nhttps://lists.example/mailman/listinfo/garden`,
      ),
      ending(
        `Who has seeds?\n${'_'.repeat(47)}\nGarden mailing list -- garden@lists.example\nTo unsubscribe send an email to garden-leave@lists.example`,
      ),
      ending(
        `Who has seeds?\n\n${'-'.repeat(69)}\nTo unsubscribe, e-mail: garden-unsubscribe@lists.example\nFor additional commands, e-mail: garden-help@lists.example`,
      ),
      ending(
        'Who has seeds?\n\n---\nYou are currently subscribed to garden as: jane@x.example\nTo unsubscribe send a blank email to leave-garden-1@lists.example',
      ),
      ending('Who has seeds?\n\nYour use of Yahoo! Groups is subject to http://docs.yahoo.com/info/terms/'),
      ending(
        `Who has seeds?\n\n${'#'.repeat(72)}\n\nTo unsubscribe from the GARDEN-L list, click the following link:\nhttps://lists.example/s`,
      ),
    ],
    people: [
      ending(
        `Please unsubscribe me.\n\n${'_'.repeat(47)}\nGarden mailing list\nGarden@lists.example\nhttps://lists.example/mailman/listinfo/garden`,
      ),
      ending(
        `How do I get off your list?\n\n${'-'.repeat(69)}\nTo unsubscribe, e-mail: garden-unsubscribe@lists.example`,
      ),
      ending('See https://lists.example/mailman/listinfo/garden for our club.'),
      ending(`${'_'.repeat(30)}\nAnn Doe, Garden Club\nhttps://garden.example/list`),
      {
        ...ending(
          `Yes.\n${'_'.repeat(47)}\nGarden mailing list\nGarden@lists.example\nhttps://lists.example/mailman/listinfo/garden`,
        ),
        subject: 'Re: seeds',
      },
      {
        ...aMail({ headers: { 'List-Id': '<support.centre.example>' } }),
        bodyStart: 'Help.',
        bodyEnd: `Help.\n${'_'.repeat(47)}\nSupport mailing list\nsupport@centre.example\nhttps://lists.example/mailman/listinfo/support`,
      },
    ],
  },
  'opt-out-text': {
    refused: [
      {
        ...ending('News.\n\nManage your subscription'),
        bodyStart: 'View this email in your browser\n\nNews.',
      },
      ending(
        'News. © 2027 Shop Ltd. All rights reserved. Update your email preferences or unsubscribe here.',
      ),
      ending('You are subscribed as you@example.com. To change your address or to unsubscribe, tell us.'),
      ending(
        'You are receiving this because you opted in. Reply to this email with "remove" in the subject.',
      ),
      ending(
        'You received this message because you registered at shop.example. Forward this newsletter to a friend.',
      ),
      ending('If you no longer wish to watch this topic you can click the "Unsubscribe topic" link.'),
      ending('To be removed from our list, simply click on this link.'),
      ending('Having trouble viewing this email? Click here. SafeUnsubscribe\u2122'),
      ending('You are receiving this email because you are a customer of ours.\nUnsubscribe | Preferences'),
      ending(
        'If you no longer wish to receive our offers, tell us. This message was sent to you@example.com.',
      ),
      ending('Unsubscribe you@example.com from this list. Our mailing address is: 1 High Street'),
      ending('Sie erhalten diese Nachricht, weil Sie bei uns gekauft haben. Newsletter hier abbestellen'),
      ending('Vous recevez cette lettre car vous êtes client. Pour vous désabonner, cliquez ici.'),
      ending('Recibes este correo porque eres cliente. Puedes darte de baja aquí.'),
      ending('Shop Ltd, 1 High Street. To unsubscribe from our news, please click on this link.'),
      ending('Shop Ltd. Unsubscribe from this list: https://shop.example/u'),
      ending('Wenn Sie diesen Newsletter nicht mehr erhalten möchten, klicken Sie hier.'),
      ending("You're receiving this because you signed up. Don't want these? Unsubscribe"),
      ending('Hai ricevuto questa mail perché sei iscritto. Puoi cancellarti qui.'),
    ],
    people: [
      ending('Please unsubscribe me from this list.'),
      ending('Unsubscribe'),
      ending('I want to unsubscribe, please.'),
      ending('How do I manage to unsubscribe? I click and click, https://shop.example/u does nothing.'),
      ending('I tried to unsubscribe. Visit me if you do not believe it.'),
      ending('Ich möchte den Newsletter nicht mehr erhalten. Hier klicke ich vergeblich.'),
      ending('Je veux me désabonner, cliquez-vous vous-mêmes?'),
      ending('You are receiving this email because I have your deed.'),
      // A shop's clerk writes by hand, with a signature that praises its newsletter.
      ending(
        'Your lamp is here.\n\nAnn, Lamps Ltd\n© 2027 Lamps Ltd\nSubscribe to our newsletter: lamps.example/news',
      ),
      ending(
        'Your lamp is here.\n\nAnn\nThis email and its attachments are confidential. Copyright 2027 Lamps Ltd.',
      ),
      ending('I cannot update my email preferences on your site. Copyright 2027, it says.'),
      ending('Your newsletter does not let me unsubscribe. Having trouble reading this? So have I.'),
      ending('I have trouble viewing the newsletter. Unsubscribe here does nothing.'),
      ending('How can I manage my subscriptions? I view this email in my browser.'),
      ending('I want to turn off all notifications of my account, please. I got three today.'),
      ending('Can I forward this to a friend? Ann'),
      ending(
        'To cancel your contract with me, call. You are receiving this because you asked for it by phone.',
      ),
      ending('Please view the house online: house.example. If you want to stop the sale, tell me.'),
      ending('I signed up for your newsletter and want to change my address. How?'),
      ending('Why am I subscribed as jane@example.com? Please change it.'),
      ending('Abmeldung vom Newsletter: bitte nehmen Sie mich aus dem Verteiler.'),
      ending('Le lien de désabonnement ne marche pas, aidez-moi.'),
      ending('If you no longer wish to receive my letters, tell me. I did send them to Ann.'),
      ending('Why do I get these?\n\n> You are receiving this email because you asked.\n> Unsubscribe here'),
      ending('From: Shop <news@shop.example>\nSent: Monday\n\nThis email was sent to me. Unsubscribe here'),
      {
        ...ending('You are receiving this email because you asked. Unsubscribe here'),
        subject: 'Fwd: what is this',
      },
      {
        ...aMail({ headers: { 'In-Reply-To': '<2@centre.example>' } }),
        bodyStart: 'No.',
        bodyEnd: 'No.\nYou are receiving this email because you are a client. Unsubscribe here',
      },
      {
        ...ending(
          'You are receiving this email because Jane wrote. Unsubscribe here',
          from('noreply@web.example'),
        ),
        ...replyTo('jane@example.com'),
      },
    ],
  },
  'no-reply-sender': {
    refused: [
      aMail(from('no-reply@example.com')),
      aContact(from('NoReply+123@example.com')),
      aMail(from('ne-pas-repondre@example.fr')),
      aMail(from('nao_responda@example.br')),
      aMail(from('nicht.antworten@example.de')),
      aMail({ ...from('noreply@shop.example'), ...replyTo('support@shop.example') }),
      aMail({ ...from('noreply@shop.example'), ...replyTo('no-reply@other.example') }),
      aMail({ ...from('news@shop.example'), ...replyTo('noreply@shop.example') }),
    ],
    people: [
      aMail(from('norep.lyman@example.com', 'Norep Lyman')),
      aMail(from('noreplyman@example.com')),
      aMail(from('jane@noreply.example')),
      aMail(from('billing@example.com', 'No Reply')),
      aContact(from('billing@example.com', 'noreply@example.com')),
      aMail({ ...from('noreply@web.example'), ...replyTo('jane@example.com') }),
      aMail({ ...from('noreply@web.example'), ...replyTo('jane@web.example') }),
      aMail({ ...from('jane@example.com'), ...replyTo('jane@noreply.example') }),
      aMail({
        ...from('jane@example.com'),
        replyTo: [
          { name: '', address: 'noreply@example.com' },
          { name: '', address: 'jane@work.example' },
        ],
      }),
    ],
  },
  'program-sender': {
    refused: [
      aMail(from('notifications@example.com')),
      aMail(from('newsletter@example.com')),
      aMail(from('root@host.example')),
      aMail({ ...from('root@host.example'), headers: { 'User-Agent': 'Heirloom mailx 12.5' } }),
      aContact(from('root@host.example', 'Cron Daemon')),
      aMail(from('root@localhost', 'Cron Daemon')),
      aContact(from('www-data@host.example')),
      aMail(from('system@example.com')),
      aMail(from('smtp@mx.example')),
      aMail(from('auto-confirm@shop.example')),
      aMail(from('order-update@shop.example')),
      aMail(from('nieuwsbrief@winkel.example')),
      aContact(from('updates@social.example')),
      aMail({ from: undefined, headers: { From: 'Logwatch' } }),
      aMail({ from: undefined, headers: { From: 'root (Cron Daemon)' } }),
      aContact(from('nagios@web1.example')),
      aContact(from('fail2ban@web1.example')),
    ],
    people: [
      aMail({ ...from('root@host.example'), headers: { 'User-Agent': 'Mutt/2.2.12' } }),
      aMail({ ...from('root@host.example'), headers: { 'Message-ID': '<Pine.LNX.4.58.1@host.example>' } }),
      aMail({ ...from('root@host.example'), headers: { 'In-Reply-To': '<2@example.com>' } }),
      aContact(from('root@host.example')),
      aMail(from('root@localhost')),
      aMail(from('systema@example.com')),
      aMail(from('order@example.com')),
      aMail(from('rundbriefer@example.com')),
      aMail(from('up.dates@example.com')),
      aMail(from('server.jane@example.com')),
      aMail({ from: undefined, headers: { From: 'www-data' }, ...replyTo('jane@example.com') }),
      aMail(from('notify.jane@example.com')),
      aMail(from('crona.alertson@example.com')),
      aMail(from('rootes@example.com')),
      aMail({ ...from('wordpress@web.example'), ...replyTo('jane@example.com') }),
      aMail(from('jenkins@example.com', 'Karl Jenkins')),
      aMail(from('monit@example.com', 'Monit Singh')),
      aMail(from('zabbix.jane@example.com')),
    ],
  },
}

describe('the table of rules', () => {
  it('has a case for every rule, and no rule is without a source or a listed reason', () => {
    expect(Object.keys(CASES)).toEqual(RULES.map(({ id }) => id))
    expect(RULES.every(({ source, reason }) => source.length > 0 && REFUSAL_REASONS.includes(reason))).toBe(
      true,
    )
  })

  it('judges a contact by its own rules in the same order', () => {
    expect(RULES.filter((rule) => CONTACT_RULES.includes(rule))).toEqual(CONTACT_RULES)
  })

  it('is what docs/reason-codes.md says, rule by rule', () => {
    const docs = readFileSync(new URL('../../../docs/reason-codes.md', import.meta.url), 'utf8')
    const rows = RULES.map(({ id, reason, source }) => `| \`${id}\` | \`${reason}\` | ${source} |\n`)
    expect(docs).toContain(`| rule | gives | comes from |\n|---|---|---|\n${rows.join('')}\n`)
  })

  it('uses every listed reason', () => {
    expect([...new Set<string>([...RULES.map(({ reason }) => reason), 'no-sender'])].sort()).toEqual([
      ...REFUSAL_REASONS,
    ])
  })

  describe.each(RULES)('$id', ({ id, reason }) => {
    it.each(CASES[id]!.refused.map((mail, index) => ({ index, mail })))('refuses mail $index', ({ mail }) => {
      expect(judgeMail(mail)).toEqual({ acknowledge: false, reason, rule: id })
    })

    it.each(CASES[id]!.people.map((mail, index) => ({ index, mail })))(
      'lets look-alike $index pass',
      ({ mail }) => {
        expect(judgeMail(mail)).toMatchObject({ acknowledge: true })
      },
    )
  })
})
