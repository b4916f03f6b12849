/** Default texts, which are nobody else's: they count in an answer too. Plain, for regular expressions. */
export const BY_DESKS: readonly string[] = [
  // Zendesk ("Notify requester of received request"), Zammad (auto reply), Odoo (helpdesk).
  'your request .{1,200}? ?has been received,? and (?:is being|will be) reviewed by our (?:support (?:staff|team|department)\\b|.{0,80}?\\bteam\\b[. ]*the reference (?:for|of) your ticket is )',
  // osTicket (ticket.autoresp, ticket.overlimit, message.autoresp), OTRS, Znuny and OTOBO (default reply).
  'a request for support has been created and assigned ',
  'you have reached the maximum number of open tickets allowed\\.',
  'your reply to support request #\\d+ has been noted\\b',
  'this is a demo text which is send to every inquiry',
  'thanks for your e-?mail\\. a new ticket has been created',
  // WHMCS, also in Spanish; Perfex.
  'gracias por contactar con nuestro equipo de soporte\\. se ha creado un nuevo ticket de soporte para atender su solicitud',
  'thank you for contacting our support team\\. a support ticket has now been opened for your request',
  // Freshdesk, Jira Service Management, GitLab (Service Desk), RT (Autoreply), RedmineUP Helpdesk, EspoCRM, Faveo, HESK.
  'we would like to acknowledge that we have received your request and a ticket has been created',
  "just confirming that we got your request\\. we're on it\\b",
  'thank you for your support request! we are tracking your request as ticket ',
  'this message has been automatically generated in response to the creation of a trouble ticket regarding',
  'we hereby confirm that we have received your message\\. we will handle your request and get back to you as soon as possible\\. your request has been assigned the following case id ',
  "case '.{1,200}' has been created with number \\S{1,12} and assigned to ",
  'thank you for contacting us\\. this is an automated response confirming the receipt of your ticket\\b',
  'your support ticket .{1,200}? has been submitted\\. we reply to all tickets as soon as possible, within ',
  // ServiceNow, Service Manager.
  '(?:your )?(?:incident|service request|request|ticket|case) (?:inc|req|ritm|cs)?\\d[\\w-]* has been opened (?:on your behalf|for you)\\b',
  'service manager[. ]+(?:request|incident|interaction) \\S{1,20} has been (?:registered|opened)\\b',
  // vacation(1), Horde, OpenWebMail, the Common Desktop Environment, Proton Mail, iRedMail.
  'i will not be reading my mail for a while\\. your mail ',
  "i(?:'m| am) on vacation and will not be reading my mail for a while\\. your mail will be dealt with when i return",
  'i am on vacation,? and will read your (?:mail|message) regarding ',
  "i(?:'m| am) out of (?:the )?office with limited access to my e-?mail\\.",
  "i'm out of office, i will contact you when i'm back\\.",
]
