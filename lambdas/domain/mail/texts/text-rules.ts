import { type Examined, isReaction } from '../reading/examined.ts'
import { isTyped, namesMailProgram, ofMarkingService } from '../reading/typed.ts'
import type { Rule } from '../rules/rule.ts'
import { type OwnWords, ownWords, saysAbsent, saysAutomatic, saysMoved, signsAsAutomatic } from './body.ts'
import { footerOf, passesOn } from './footer.ts'
import { endsAsListMail } from './list-footer.ts'
import { isNote } from './notes-in-answer.ts'
import { endsAsNotice } from './notices-of-programs.ts'
import { opensAsNotice, opensAsReceipt } from './opening-text.ts'
import { offersToStop } from './opt-out.ts'
import { confirmsRequest } from './request-text.ts'
import { saysReturned } from './returned-text.ts'

/** At a mail program, or on a service that marks what it answers itself, they write of absences and receipts as well. */
const isPersons = (mail: Examined) => namesMailProgram(mail) || ofMarkingService(mail)

/**
 * What the text says of itself counts only in a mail that is no answer and no forward, not in a form that names the person
 * to answer, and not where somebody sat at a mail program: what they write of machines is not a machine's.
 */
const textOf = (mail: Examined): OwnWords | undefined => {
  const { facts, subject, personToAnswer } = mail
  if (facts.bodyStart === undefined || subject.isAnswer || personToAnswer) return undefined
  if (namesMailProgram(mail)) return undefined
  const known = texts.get(mail)
  if (known) return known
  const text = ownWords(facts.bodyStart)
  texts.set(mail, text)
  return text
}
/** Several rules ask for the same text. */
const texts = new WeakMap<Examined, OwnWords>()

const says = (mail: Examined, test: (text: OwnWords) => boolean) => {
  const text = textOf(mail)
  return text !== undefined && test(text)
}

/** Help desks answer, `RE: your subject`, and quote below; their default texts are nobody else's. */
function acknowledges(mail: Examined): boolean {
  const { facts, subject, personToAnswer } = mail
  if (facts.bodyStart === undefined || subject.isForward || personToAnswer || isPersons(mail)) return false
  return opensAsReceipt(facts.bodyStart)
}

/**
 * A note that stands alone under `Re:`, in a mail that says of none that it answers it: mail programs at which a person
 * sits do (RFC 5322 §3.6.4).
 */
function repliesByItself(mail: Examined): boolean {
  const { facts, subject, headersComplete, personToAnswer } = mail
  if (facts.bodyStart === undefined || personToAnswer || !headersComplete) return false
  if (!subject.isAnswer || subject.isForward || isReaction(mail) || isPersons(mail)) return false
  return isNote(ownWords(facts.bodyStart))
}

/** What stands at the end counts only in a mail that refers to no other: people answer below or above footers of ours. */
const endsWith = (mail: Examined, test: (footer: string) => boolean) => {
  const { bodyStart = '', bodyEnd } = mail.facts
  if (bodyEnd === undefined || mail.subject.isAnswer || mail.personOutweighs || isReaction(mail)) return false
  let footer = footers.get(mail)
  if (footer === undefined) {
    footer = footerOf(bodyEnd)
    footers.set(mail, footer)
  }
  return test(footer) && !passesOn(footer, bodyStart, bodyEnd)
}
const footers = new WeakMap<Examined, string>()
/** As a program signs, not one who sits at another, nor a form below what somebody has typed. */
const signs = (mail: Examined, test: (footer: string) => boolean) =>
  !namesMailProgram(mail) && mail.personToAnswer === undefined && endsWith(mail, test)
/** Longer than the sentence and the address below it. */
const SIGNATURE = 600

const COMPLAINS =
  /^this is an? (?:\S{1,40} ){0,3}(?:abuse|authentication[ -]failure|spam) (?:report for an e-?mail (?:message )?received from|complaint regarding your network)/

/** Where the text is known, which SES shows to no function: for `npm run explain`. Last, and narrow. */
export const TEXT_RULES: readonly Rule[] = [
  {
    id: 'returned-mail-text',
    source:
      'sisimai (Lhost), flufl.bounce, fml8 Mail::Bounce, Sympa BounceMessage and Mail::DeliveryStatus::BounceParser: how reports begin; qmail QSBMF §2; Exim specification, "Customizing bounce messages"; Postfix bounce(5); zmailer.org; sendmail and ezmlm-weed(1) on it; courierdsn; Sun Java System Messaging Server 6.3 administration guide §10.10.1; Microsoft Learn, "Non-delivery reports"; fields of RFC 3464 §2.2 and RFC 8098 §3.2',
    reason: 'bounce',
    test: (mail) => says(mail, ({ beginning }) => saysReturned(beginning)),
  },
  {
    id: 'complaint-text',
    source: 'sisimai ARF: how reports of abuse begin',
    reason: 'complaint',
    test: (mail) => says(mail, ({ words }) => COMPLAINS.test(words)),
  },
  {
    id: 'automatic-text',
    source:
      'the titles of automatic-reply-title, as the text’s own statement about itself; Exim specification, "Customizing bounce messages" (created automatically); programs that say by default that nobody reads the mailbox',
    reason: 'auto-reply',
    test: (mail) =>
      says(mail, saysAutomatic) || signs(mail, (footer) => signsAsAutomatic(footer.slice(-SIGNATURE))),
  },
  {
    id: 'receipt-text',
    source:
      'default texts of Zendesk (trigger "Notify requester of received request"), Zammad, Odoo, osTicket, OTRS, Znuny, OTOBO, Freshdesk, Jira Service Management, WHMCS, Perfex, GitLab (Service Desk), RT, RedmineUP Helpdesk, EspoCRM, Faveo, HESK, ServiceNow and Service Manager; vacation(1), Horde, OpenWebMail, iRedMail, Proton Mail, Common Desktop Environment user guide',
    reason: 'auto-reply',
    test: acknowledges,
  },
  {
    id: 'notice-text',
    source:
      'default texts in the sources of smartd, Nagios, Icinga, Logwatch, fail2ban, apticron, Zabbix, OSSEC, Asterisk, Buildbot, email-ext (Jenkins), Subversion (mailer.py), MantisBT and SourceForge (as copied where they were reported); Exim wiki on automatic replies (Solaris’ cron); AWS SNS and CloudWatch docs; of Django, django-registration, django-allauth, Laravel, Devise, Keycloak, WordPress, phpBB, SMF, vBulletin, MyBB, XenForo, Drupal, Joomla, Moodle, MediaWiki, MoinMoin and DokuWiki (accounts, comments, threads, pages); of WooCommerce, Magento, PrestaShop, OpenCart, Bagisto, osCommerce, Zen Cart, Spree, WHMCS and Shopify (orders, invoices); of craigslist (programs that post there); footers of Bugzilla, Jira, Redmine, Savane, Gerrit and MediaWiki; GNU Mailman 2 and 3, HUBzero, lists.sr.ht (welcomes, confirmations, reminders)',
    reason: 'auto-generated',
    test: (mail) =>
      says(mail, ({ beginning }) => opensAsNotice(beginning)) ||
      signs(mail, (footer) => confirmsRequest(footer) || endsAsNotice(footer)),
  },
  {
    id: 'absence-text',
    source:
      'vacation(1) and Microsoft Support, "Send automatic replies": their examples; PostfixAdmin, localised; RFC 3834 §3.1.5, §3.1.6; melusine VacationReplyRegex (French); Alibaba Mail, automatic reply: example (Chinese); Mail::DeliveryStatus::BounceParser (an address that has changed)',
    reason: 'auto-reply',
    test: (mail) =>
      !isPersons(mail) &&
      says(mail, (text) => saysAbsent(text, isReaction(mail)) || (saysMoved(text) && !isReaction(mail))),
  },
  {
    id: 'note-in-answer',
    source:
      'examples of automatic replies: Indeed, "Out-of-office messages"; Exclaimer, "Out of office templates"; Deutsche Handwerks Zeitung, "Abwesenheitsnotiz"; IONOS, "Auto-reply email templates for departing employees"; Missive and Intelligent Bee, "Auto-reply email template" and "sample"; AcornReply, glossary (Auto-reply); RFC 5322 §3.6.4 (answers refer to what they answer)',
    reason: 'auto-reply',
    test: repliesByItself,
  },
  {
    id: 'list-text',
    source:
      'default footers: GNU Mailman (footer of version 2 as its importer knows it, and what that makes of it), ezmlm-idx (text/trailer), Lyris help ("Message footer"), BYU KB0028504 (LISTSERV’s default bottom banner), programs that cut footers of Yahoo! Groups and of vger’s Majordomo (public-inbox, Filter::Vger)',
    reason: 'list',
    test: (mail) => !mail.throughOwnList && endsWith(mail, endsAsListMail),
  },
  {
    id: 'opt-out-text',
    source:
      'Mailigen support, "Permission reminder"; Mailchimp knowledge base, "HTML code for footer content" and "Why we require an unsubscribe link" (CAN-SPAM); Campaign Monitor, "Correct permission reminder messages"; Constant Contact (SafeUnsubscribe); Microsoft Learn, "Use mail flow rules to filter bulk email" (its phrases); SendGrid docs (subscription tracking) and its design library; default footers of MailPoet, Mautic, AcyMailing, AWeber and FeedBurner; phpList manual, "The footer" (forward, preferences); Arclab, "Newsletter basics"; phpBB and SMF (topics watched)',
    reason: 'bulk',
    test: (mail) =>
      endsWith(mail, (footer) =>
        offersToStop(footer, { bodyStart: mail.facts.bodyStart ?? '', typed: isTyped(mail) }),
      ),
  },
]
