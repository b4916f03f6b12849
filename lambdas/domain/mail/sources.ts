/**
 * The standard or published behaviour that each rule comes from, by the rule's id; docs/reason-codes.md lists them. Apart
 * from the rules, since no function asks for it, and a cold one would still read it.
 */
export const SOURCES: Readonly<Record<string, string>> = {
  'own-mark': 'docs/acknowledgements.md: the headers of our templates',
  'own-address':
    'Zendesk developer docs, suspensions reference: cause 22; Connect admin guide: email to itself',
  'ses-virus': 'SES developer guide, email receiving notifications: virusVerdict; X-SES-Virus-Verdict',
  'ses-spam': 'SES developer guide, email receiving notifications: spamVerdict; X-SES-Spam-Verdict',
  'disposition-notification':
    'RFC 8098 §3, RFC 6533 §4; Microsoft Learn, "Mapping PR_MESSAGE_CLASS to DAV:contentclass" (Content-Class)',
  'feedback-report':
    'RFC 5965 §2, RFC 6591 §3; sisimai ARF and PHP-Bounce-Handler (X-HmXmrOriginalRecipient, Hotmail)',
  'machine-report': 'RFC 8460 §5.3, RFC 7489 §7.2.1.1 (names of the files)',
  'delivery-report': 'RFC 6522 §3, §4, RFC 3464 §2, RFC 6533 §3; Microsoft KB 323484 (Content-Class)',
  'failed-recipients': 'Exim specification, "System-wide message filtering": X-Failed-Recipients of bounces',
  'returned-mail-header':
    'SpamAssassin 20_vbounce.cf (X-MS-Embedded-Report, X-Error-Status); rspamd bounce.lua (X-MDDSN-Message); sisimai (X-MS-Exchange-Message-Is-Ndr, X-Mailer of SurfControl and IMail); flufl.bounce smtp32',
  'mail-system-sender':
    'RFC 3834 §2 (MAILER-DAEMON); vacation(1), procmailrc(5) FROM_DAEMON; Connect admin guide (bounces+); qmail-send(8) (#@[]); Postfix bounce(5), ezmlm-weed(1), courierdsn (names); Microsoft Learn, Microsoft Exchange recipient; SpamAssassin 20_vbounce.cf and sisimai (of scanners and gateways); rspamd ratelimit.lua (mdaemon, fetchmail-daemon)',
  'auto-submitted-reply': 'RFC 3834 §5, RFC 5230 §5.6; RFC 4021 (Autosubmitted, of X.400)',
  'auto-submitted': 'RFC 3834 §5, RFC 5436 §2.7.1; RFC 4021 (Autosubmitted, of X.400)',
  'auto-reply-header':
    'multi_mail wiki, "Detecting autoresponders"; ezmlm-weed(1); the headers that osTicket, FreeScout and Discourse look for; Salesforce help 000390062 (X-SFDC-AutoResponse)',
  'responder-at-work':
    'multi_mail wiki, "Detecting autoresponders" (qmail, Mailtraq); ezmlm-weed(1) (KANA, Thread-Topic); vacation(1); MIT Knowledge Base, "How do I make my third-party auto-responder well-behaved?" (X-Mailer: vacation); SpamAssassin 20_vbounce.cf (X-MailScanner, X-XSP-Msgclass, return paths of responders)',
  'precedence-auto-reply':
    'multi_mail wiki, "Detecting autoresponders" (cPanel, also as Preference); osTicket, FreeScout; SpamAssassin 20_vbounce.cf (auto…)',
  'calendar-reply': 'RFC 5546 §3.2.3, RFC 6047 §2.4',
  'automatic-reply-title':
    'Exchange and Outlook, localised; BMC Helix "Excluded subjects", Pega "Autoreply message filtering", NSP "Email auto reply filter", Vamsoft ORF list; MailEnable ME020216; Zendesk ("[Request received]"), osTicket ("Support Ticket Opened [#"), HESK ("[#…] Ticket received: "), Zammad ("Thanks for your inquiry ("); SpamAssassin 20_vbounce.cf; OpenWebMail (vacation)',
  'absence-title':
    'as automatic-reply-title; Jitbit knowledge base, "Useless email filters"; Lotus Notes out of office; vacation(1); RFC 5230 §5.3 ("Auto: ") before our "Re:"; Exim filter specification ("On vacation"); PostfixAdmin, localised; Horde; SpamAssassin 20_vbounce.cf ("(away from the office)")',
  'returned-mail-title':
    'Postfix bounce(5); Exim specification, "Customizing bounce messages"; qmail QSBMF; ezmlm-weed(1); courierdsn; sendmail and sysexits(3); Jitbit knowledge base, "Useless email filters"; BMC Helix "Excluded subjects"; sisimai (Lhost, Order); Sympa BounceMessage; SpamAssassin 20_vbounce.cf; PHP-Bounce-Handler (bouncesubj); Cyrus (reject)',
  'failed-delivery-title':
    'MS-OXOMSG §2.2.1.60 ("Undeliverable: "), localised by Exchange; Connect admin guide: subjects to filter',
  'complaint-title':
    'SpamCop FAQ 338, "Authentic SpamCop Reports"; Validity help 220227588; sisimai ARF (Hotmail, Amazon SES, AOL)',
  'program-title':
    'RFC 7489 §7.2.1.1, RFC 8460 §5.3; Exim specification, "Customizing warning messages"; Postfix bounce(5); GNU micron manual, "Mailing the cronjob output"; SpamAssassin 20_vbounce.cf (virus scanners); the sources and default settings of Nagios, Icinga, Alertmanager, fail2ban, rkhunter, logcheck, Logwatch, DenyHosts, apticron, unattended-upgrades, smartd, mdadm, sudo, Monit, anacron, at, OSSEC, apcupsd, Amanda, Bacula, Bareos, BackupPC, Asterisk, HylaFAX, Jenkins and email-ext, git (post-receive-email), Subversion, Django (errors), Drupal, GLPI, phpBB, WordPress (updates); programs that read Proxmox’ reports; johnbillion/wp_mail, "WordPress Emails"',
  challenge:
    'cPanel BoxTrapper (verify# in the subject); TMDA CRYPTO (confirmation addresses); SpamAssassin 20_vbounce.cf (Challenge/Response bounces)',
  'null-return-path': 'RFC 5321 §4.5.5, RFC 3834 §2',
  'list-header':
    'RFC 2369 §3, RFC 2919 §3, RFC 8058 §3.1, RFC 5230 §4.6; RFC 5064 §2 (Archived-At); ezmlm-weed(1) (Mailing-List, X-Mailing-List, X-ML-Name); GNU Mailman; Lyris ListManager help, "List-Help Headers"; procmailrc(5) FROM_DAEMON (To: Multiple recipients of); sisimai FML (X-MLServer); rspamd maillist.lua (X-Google-Group-Id, X-Listserver); Mail::ListDetector (Majordomo to LISTSERV); Evolution (X-List-Administrivia); SpamAssassin Bayes (X-eGroups-Return, X-MDMailing-List); ezmlm-send(1) (Delivered-To)',
  'precedence-list': 'RFC 3834 §2, RFC 2076 §3.9; vacation(1), mailbot(1)',
  'list-manager-sender': 'RFC 3834 §2 (owner-*); GNU Mailman (*-bounces)',
  'list-manager-title':
    'GNU Mailman (Hold, ListAdmin, Bouncer, checkdbs, mailpasswds and others); Majordomo (SpamAssassin 20_vbounce.cf); ezmlm-warn.c, idx.h and lang/en_US/text/messages of ezmlm-idx',
  'list-envelope':
    'RFC 3834 §2, RFC 5230 §4.6 and vacation(1) on the return path (owner-*); GNU Mailman (*-bounces, in Sender and Errors-To too); Mail::ListDetector (Majordomo: *-owner)',
  'precedence-bulk': 'RFC 2076 §3.9; vacation(1), mailbot(1), procmailrc(5)',
  'bulk-header':
    'Gmail help, "Feedback Loop" (Feedback-ID); Certified Senders Alliance (X-CSA-Complaints); Mailster knowledge base, "Mail headers in Mailster"; phpList issue 15476 (X-ListMember, X-Mailer)',
  'campaign-header':
    'Validity help 360047239752 (the headers by which Everest knows a campaign); SendGrid blog, "Fingerprinting Email Infrastructure Companies"; Mailchimp, "Campaign Tracking IDs"; Contactlab docs, "Email headers" (X-Clab-…); SocketLabs help (X-xsMailingId); ReachMail and Sendmachine (X-…-Campaign); lists of mail header analysers (Salesforce Marketing Cloud, Klaviyo, Marketo, Zoho Campaigns); the sources of MailWizz, listmonk and CiviCRM; rspamd (X-Mailer-LID, Interspire)',
  'bulk-verdict':
    'Microsoft Learn, "Anti-spam message headers" (CAT:BULK) and "Bulk complaint level (BCL)" (7, the default)',
  'notifier-header':
    'filter headers documented by GitHub, GitLab, Gitea, Forgejo, Bugzilla, Redmine, OpenProject, Trac, Launchpad, Phabricator, Gerrit, Review Board, Jenkins, Sentry, Discourse, Savane; Atlassian (X-JIRA-FingerPrint); ServiceNow KB0551482; GNU micron manual (X-Cron-Env); osTicket (X-AMAZON-MAIL-RELAY-TYPE); Postfix Admin and fuglu vacation (X-Facebook-Notify, X-eBay-MailTracker); filters that people publish (X-LinkedIn-Class, X-LinkedIn-Template, X-MEETUP-MESG-ID); debian-devel-announce 2008/05 (X-Debian, X-Debian-Package); MS-OXCMAIL §2.2.3.2.15 (Content-Class of calls, voice mail and faxes); the sources of git-multimail, SVN::Notify, Mercurial (notify), Roundup, Monit (X-Mailer), commit-email.rb (X-SVN-…), Moodle (X-Course-…), Asterisk, debbugs, rss2email (X-RSS-…) and feed2imap; Forward Email FAQ and Exim wiki on automatic replies (of PayPal and eBay)',
  'site-mailer':
    'X-Mailer in the sources of MediaWiki, phpBB (and X-MimeOLE, version 2), SMF, vBulletin, Drupal and Invision Board',
  'loop-header':
    'procmailex(5) X-Loop; OTRS, OTOBO and Znuny (X-Loop, X-No-Loop, X-OTOBO-Loop); RT (X-RT-Loop-Prevention)',
  'auto-response-suppress': 'MS-OXCMAIL §2.1.3.2.20, MS-OXOMSG §2.2.1.77; Pigeonhole',
  'returned-mail-text':
    'sisimai (Lhost), flufl.bounce, fml8 Mail::Bounce and Sympa BounceMessage: how reports begin; qmail QSBMF §2; Exim specification, "Customizing bounce messages"; Postfix bounce(5); zmailer.org; sendmail and ezmlm-weed(1) on it; courierdsn; Sun Java System Messaging Server 6.3 administration guide §10.10.1; Microsoft Learn, "Non-delivery reports"; fields of RFC 3464 §2.2 and RFC 8098 §3.2',
  'complaint-text': 'sisimai ARF: how reports of abuse begin',
  'automatic-text':
    'the titles of automatic-reply-title, as the text’s own statement about itself; Exim specification, "Customizing bounce messages" (created automatically); programs that say by default that nobody reads the mailbox',
  'receipt-text':
    'default texts of Zendesk (trigger "Notify requester of received request"), Zammad, Odoo, osTicket, OTRS, Znuny, OTOBO, Freshdesk, Jira Service Management and WHMCS; vacation(1), Horde, OpenWebMail, Common Desktop Environment user guide',
  'notice-text':
    'default texts in the sources of smartd, Nagios, Icinga, Logwatch, fail2ban, apticron, Zabbix, OSSEC, Asterisk, Buildbot, email-ext (Jenkins), Subversion (mailer.py), MantisBT and SourceForge (as copied where they were reported); Exim wiki on automatic replies (Solaris’ cron); AWS SNS and CloudWatch docs; of Django, django-registration, django-allauth, Laravel, Devise, Keycloak, WordPress, phpBB, SMF, vBulletin, MyBB, XenForo, Drupal, Joomla, Moodle, MediaWiki, MoinMoin and DokuWiki (accounts, comments, threads, pages); of WooCommerce, Magento, PrestaShop, OpenCart, Bagisto, osCommerce, Zen Cart, Spree, WHMCS and Shopify (orders, invoices); of craigslist (programs that post there); footers of Bugzilla, Jira, Redmine, Savane, Gerrit and MediaWiki; GNU Mailman 2 and 3, HUBzero, lists.sr.ht (welcomes, confirmations, reminders)',
  'absence-text':
    'vacation(1) and Microsoft Support, "Send automatic replies": their examples; PostfixAdmin, localised; RFC 3834 §3.1.5, §3.1.6; melusine VacationReplyRegex (French); Alibaba Mail, automatic reply: example (Chinese)',
  'list-text':
    'default footers: GNU Mailman (footer of version 2 as its importer knows it, and what that makes of it), ezmlm-idx (text/trailer), Lyris help ("Message footer"), BYU KB0028504 (LISTSERV’s default bottom banner), programs that cut footers of Yahoo! Groups and of vger’s Majordomo (public-inbox, Filter::Vger)',
  'opt-out-text':
    'Mailigen support, "Permission reminder"; Mailchimp knowledge base, "HTML code for footer content" and "Why we require an unsubscribe link" (CAN-SPAM); Campaign Monitor, "Correct permission reminder messages"; Constant Contact (SafeUnsubscribe); Microsoft Learn, "Use mail flow rules to filter bulk email" (its phrases); SendGrid docs (subscription tracking) and its design library; default footers of MailPoet, Mautic, AcyMailing, AWeber and FeedBurner; phpList manual, "The footer" (forward, preferences); Arclab, "Newsletter basics"; phpBB and SMF (topics watched)',
  'no-reply-sender':
    'Connect admin guide: senders to filter; RFC 5322 §3.6.2 (in Reply-To); Zammad send_no_auto_response_reg_exp; Zendesk: cause 16',
  'program-sender':
    'procmailrc(5) FROM_DAEMON (root, daemon, uucp, autoanswer, sendmail, smtp, system, server and the like); Zammad (root); logwatch.conf (MailFrom); Debian base-passwd (nobody, www-data, postgres); GitHub docs (notifications); WordPress wp_mail(); Amazon help (auto-confirm, ship-confirm, order-update); FedEx and UPS (TrackingUpdates, pkginfo: lists of programs that read them); newsletters by their name in several languages; Bugzilla (mailfrom) and Red Hat’s, Redmine (mail_from), omnibus-gitlab (gitlab_email_from), Buildbot docs (MailNotifier), Exim wiki on automatic replies (nagios, httpd, lighttpd), Icinga docs (notification_from), Zabbix (smtp_email), Alertmanager docs (smtp_from), fail2ban (sender), logcheck (its account), BackupPC (EMailFromUserName)',
}
