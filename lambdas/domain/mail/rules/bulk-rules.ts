import { type Examined, isReaction } from '../reading/examined.ts'
import { tokenOf } from '../reading/header-index.ts'
import { domainOf } from '../reading/local-parts.ts'
import { sameOrganisation } from '../reading/reply-target.ts'
import { onList } from './header-names.ts'
import { precedence, says } from './header-rules.ts'
import type { Rule } from './rule.ts'

/** Services through which people write, salespeople by HubSpot, sign each mail with a Feedback-ID too; its last field names the service. */
const PERSONAL_FEEDBACK_ID = /:\s*(?:fastmail|proton|protonmail|amazonses|zoho\w*|icloud|hubspot)\s*$/i

/**
 * There are more such services than are known here. Who answers is a person all the same, and so is who gets the bounces
 * of their own mail: for bulk mail a program gets them.
 */
function hasFeedbackId(mail: Examined): boolean {
  const { facts, headers, subject } = mail
  const isOwnReturnPath = facts.envelopeFrom?.toLowerCase() === facts.from?.address.toLowerCase()
  return (
    !isOwnReturnPath &&
    !subject.isAnswer &&
    !isReaction(mail) &&
    headers.all('feedback-id').some((value) => !PERSONAL_FEEDBACK_ID.test(value))
  )
}

const NEWSLETTER_HEADER = /^x-(?:mailster(?:-|$)|listmember$)/

/** A web form is often sent through a bulk sender's service: the person whom it names counts for more than that. */
function bulkHeader(mail: Examined): boolean {
  const { headers, personOutweighs } = mail
  if (says(mail, 'x-csa-complaints')) return true
  return (
    !personOutweighs &&
    (hasFeedbackId(mail) ||
      headers.names.some((name) => NEWSLETTER_HEADER.test(name)) ||
      headers.all('x-mailer').some((value) => /^(?:phplist|mailster)\b/i.test(value)))
  )
}

/**
 * Which campaign a mail is part of, or which customer of a mailing service sends it. Left out are the services that pass
 * on what programs and people hand them one by one: Mailgun, SendGrid, Postmark, Brevo, SES, and Salesforce itself.
 */
const isOfCampaigns = onList(
  'rpcampaign x-rpcampaign x-campaign x-campaignid x-campaign-id x-campaign_id x-campaign-name x-campaign_name' +
    ' x-campaign-activity-id x-rm-campaign* x-sm-campaign* x-mailchimp-campaign* x-mailingid x-mailing-id x-xsmailingid x-listid' +
    ' x-pviq x-250ok-cid x-ec-messenger-mid x-emarsys-* x-mc-user x-roving-* x-icpinfo x-marketoid x-mktomailid x-mkto-mailingid' +
    ' x-emv-* x-rext x-sfmc-stack x-kmail-account x-kmail-message x-zcm-rid x-clab-* x-mw-campaign-uid x-mw-subscriber-uid' +
    ' x-mailer-lid x-mailer-recptid x-mailer-sid x-listmonk-* x-civimail-bounce x-ecircle-complaints',
)
/** Salesforce Marketing Cloud: customer and job. Others write other things under that name. */
const JOB = /^\d{3,}_\d{3,}$/
const CAMPAIGN_MAILER = /^(?:mailchimp mailer|mailigen|nlserver|ec-messenger|sendblaster|mailercloud)\b/i

function campaignHeader({ headers, personOutweighs }: Examined): boolean {
  return (
    !personOutweighs &&
    (headers.names.some(isOfCampaigns) ||
      headers.all('x-job').some((value) => JOB.test(value.trim())) ||
      headers.all('x-mailer').some((value) => CAMPAIGN_MAILER.test(value.trim())))
  )
}

/** From here on Microsoft's filter takes a mail for bulk, unless told otherwise. */
const BULK_COMPLAINT_LEVEL = 7

/** What Exchange Online found before it passed the mail on to us. */
function bulkVerdict({ headers, personOutweighs }: Examined): boolean {
  const levels = headers
    .all('x-microsoft-antispam')
    .flatMap((value) => [...value.slice(0, 1_000).matchAll(/(?:^|;)\s*BCL:\s*(\d)\s*;/gi)])
  return (
    !personOutweighs &&
    (levels.some(([, level]) => Number(level) >= BULK_COMPLAINT_LEVEL) ||
      headers
        .all('x-forefront-antispam-report')
        .some((value) => /(?:^|;)\s*CAT:\s*BULK\s*;/i.test(value.slice(0, 2_000))))
  )
}

const isOfNotifiers = onList(
  'x-github-* x-gitlab-* x-gitea-* x-forgejo-* x-jira-fingerprint x-jenkins-job x-jenkins-result x-bugzilla-* x-redmine-*' +
    ' x-openproject-* x-trac-* x-roundup-name x-savane-* x-launchpad-* x-phabricator-* x-gerrit-* x-reviewboard-url' +
    ' x-reviewrequest-url x-reviewgroup x-discourse-* x-sentry-* x-servicenow-generated x-cron-env x-amazon-mail-relay-type' +
    ' x-git-refname x-git-reftype x-git-oldrev x-git-newrev x-git-repo x-git-multimail-version x-svn-author* x-svn-commit*' +
    ' x-svn-repository* x-svn-revision* x-hg-notification x-course-id x-course-name x-asterisk-vm-* x-asterisk-callerid*' +
    ' x-email-type-id x-maxcode-template x-xpt-xsl-name x-facebook x-facebook-* x-linkedin-* x-meetup-mesg-id' +
    ' x-ebay-mailtracker x-debian x-debian-package x-rss-feed x-rss-id x-rss-url x-feed2imap-* x-ricevuta',
)
/** People answer by it. */
const BY_REPLY = 'x-gitlab-reply'

/** What a telephone system sends about a call, a voice message or a fax: nobody is at the other end of its address. */
const CALL_CLASS = /^(?:missedcall|voice(?:-[a-z]{2,3})?|fax(?:-[a-z]{2,3})?)$/

/** What a bug tracker passes on is people's, under this header too; these kinds it writes itself. */
const DEBBUGS = /^(?:ack(?:-info|-quiet)?|ackdone|closed|they-closed(?:-control)?|transcript)\b/

/** LinkedIn passes on what its members write to each other. */
const MEMBERS_WRITE = /^(?:inmail|mbr-to-mbr)$/

/** Programs that tell people of events, by the headers that they document for filters. */
function notifierHeader(mail: Examined): boolean {
  return (
    (mail.headers.names.some(
      (name) => isOfNotifiers(name) && !name.startsWith(BY_REPLY) && says(mail, name),
    ) &&
      !mail.headers.all('x-linkedin-class').some((value) => MEMBERS_WRITE.test(tokenOf(value)))) ||
    ['x-debian-pr-message', 'x-gnu-pr-message'].some((name) =>
      mail.headers.all(name).some((value) => DEBBUGS.test(value)),
    ) ||
    mail.headers.all('x-mailer').some((value) => /^(?:SVN::Notify|monit) /i.test(value)) ||
    mail.headers.all('content-class').some((value) => CALL_CLASS.test(tokenOf(value)))
  )
}

/** Forums, wikis and content managers. They also send what visitors and members type: see `siteMailer`. */
const SITE_MAILER =
  /^(?:mediawiki mailer$|phpbb\d?$|smf$|vbulletin mail |drupal$|ip[bs] php mailer$|produced by phpbb2$)/i

/**
 * A site's program writes for the site, not for a visitor: From is of the host that made the mail, or its Sender, and nobody
 * else is to be answered.
 */
function siteMailer({ facts, headers, personToAnswer }: Examined): boolean {
  if (
    personToAnswer !== undefined ||
    ![...headers.all('x-mailer'), ...headers.all('x-mimeole')].some((value) => SITE_MAILER.test(value.trim()))
  )
    return false
  const domain = domainOf(facts.from?.address ?? '')
  const isSites = (value: string) => sameOrganisation(domainOf(value.replace(/[<>\s]+/g, '')), domain)
  return (
    domain !== '' &&
    facts.replyTo.every(({ address }) => isSites(address)) &&
    [...headers.all('message-id'), ...headers.all('sender')].some(isSites)
  )
}

/** What is sent to many, or by a program that tells of events. */
export const BULK: readonly Rule[] = [
  {
    id: 'precedence-bulk',
    source: 'RFC 2076 §3.9; vacation(1), mailbot(1), procmailrc(5)',
    reason: 'bulk',
    test: (mail) => precedence(mail, /^(?:bulk|junk)$/),
  },
  {
    id: 'bulk-header',
    source:
      'Gmail help, "Feedback Loop" (Feedback-ID); Certified Senders Alliance (X-CSA-Complaints); Mailster knowledge base, "Mail headers in Mailster"; phpList issue 15476 (X-ListMember, X-Mailer)',
    reason: 'bulk',
    test: bulkHeader,
  },
  {
    id: 'campaign-header',
    source:
      'Validity help 360047239752 (the headers by which Everest knows a campaign); SendGrid blog, "Fingerprinting Email Infrastructure Companies"; Mailchimp, "Campaign Tracking IDs"; Contactlab docs, "Email headers" (X-Clab-…); SocketLabs help (X-xsMailingId); ReachMail and Sendmachine (X-…-Campaign); lists of mail header analysers (Salesforce Marketing Cloud, Klaviyo, Marketo, Zoho Campaigns); the sources of MailWizz, listmonk and CiviCRM; rspamd (X-Mailer-LID, Interspire)',
    reason: 'bulk',
    test: campaignHeader,
  },
  {
    id: 'bulk-verdict',
    source:
      'Microsoft Learn, "Anti-spam message headers" (CAT:BULK) and "Bulk complaint level (BCL)" (7, the default)',
    reason: 'bulk',
    test: bulkVerdict,
  },
  {
    id: 'notifier-header',
    source:
      'filter headers documented by GitHub, GitLab, Gitea, Forgejo, Bugzilla, Redmine, OpenProject, Trac, Launchpad, Phabricator, Gerrit, Review Board, Jenkins, Sentry, Discourse, Savane; Atlassian (X-JIRA-FingerPrint); ServiceNow KB0551482; GNU micron manual (X-Cron-Env); osTicket (X-AMAZON-MAIL-RELAY-TYPE); Postfix Admin and fuglu vacation (X-Facebook-Notify, X-eBay-MailTracker); filters that people publish (X-LinkedIn-Class, X-LinkedIn-Template, X-MEETUP-MESG-ID); debian-devel-announce 2008/05 (X-Debian, X-Debian-Package); MS-OXCMAIL §2.2.3.2.15 (Content-Class of calls, voice mail and faxes); the sources of git-multimail, SVN::Notify, Mercurial (notify), Roundup, Monit (X-Mailer), commit-email.rb (X-SVN-…), Moodle (X-Course-…), Asterisk, debbugs, rss2email (X-RSS-…) and feed2imap; Forward Email FAQ and Exim wiki on automatic replies (of PayPal and eBay); RFC 6109 (X-Ricevuta)',
    reason: 'auto-generated',
    test: notifierHeader,
  },
  {
    id: 'site-mailer',
    source:
      'X-Mailer in the sources of MediaWiki, phpBB (and X-MimeOLE, version 2), SMF, vBulletin, Drupal and Invision Board',
    reason: 'auto-generated',
    test: siteMailer,
  },
]
