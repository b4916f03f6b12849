import { finderOf, plain } from './plain-words.ts'

/** "No reply" as senders write it in their own languages; blanks stand for any or no separator. */
const NO_REPLY = [
  ...[
    'no reply',
    'noreply',
    'do not reply',
    'dont reply',
    'not reply',
    'never reply',
    'no replies',
    'no response',
  ],
  ...['do not respond', 'unattended', 'donotanswer', 'no answer', 'reply disabled'],
  ...['nicht antworten', 'keine antwort', 'bitte nicht antworten', 'antwortnicht'],
  ...['ne pas repondre', 'nepasrepondre', 'pas de reponse', 'sans reponse', 'no repondre'],
  ...['no responder', 'no contestar', 'no responda', 'no conteste', 'no respondas'],
  ...['nao responda', 'nao responder', 'naoresponda', 'nao responde'],
  ...['non rispondere', 'no rispondere', 'non risponda'],
  ...['niet beantwoorden', 'niet antwoorden', 'geen antwoord', 'geen reply'],
  ...['nie odpowiadaj', 'nie odpowiadac', 'bez odpowiedzi'],
  ...[
    'svar ikke',
    'ikke svar',
    'ikkesvar',
    'besvar ikke',
    'svara inte',
    'svara ej',
    'ej svar',
    'inget svar',
    'svarej',
  ],
  ...['ala vastaa', 'ei vastausta', 'eivastata', 'vastaamatta'],
  ...['neodpovidat', 'neodpovidejte', 'neodpovidej', 'neodpovedat', 'neodpovedajte'],
  ...['ne valaszolj', 'nevalaszolj', 'ne valaszoljon', 'nevalaszoljon', 'valasznelkul'],
  ...['nu raspunde', 'nu raspundeti', 'nuraspunde'],
  ...['ne odgovaraj', 'ne odgovarajte', 'ne odgovori', 'ne odgovarjaj', 'neodgovaraj'],
  ...['ne otvechat', 'ne otvechayte', 'neotvechat', 'neotvechai', 'bez otveta'],
  ...['yanitlamayin', 'yanitlama', 'cevaplamayin', 'cevaplama', 'cevapvermeyin'],
  ...['no contestis', 'no respongueu', 'ez erantzun', 'jangan balas', 'jangan dibalas', 'mi apantate'],
]

/** Programs that write to people and cannot be written to. A person may still be named in Reply-To. */
const SENDING_PROGRAMS = [
  ...[
    'notification',
    'notifications',
    'notify',
    'notifier',
    'auto confirm',
    'auto notify',
    'auto mailer',
    'automailer',
  ],
  ...[
    'autoreply',
    'auto reply',
    'autoresponder',
    'auto responder',
    'autoresponse',
    'automated',
    'auto generated',
  ],
  ...[
    'newsletter',
    'newsletters',
    'alerts',
    'www data',
    'apache',
    'wordpress',
    'cron',
    'automatic reply',
    'autoanswer',
  ],
]

/** Mail systems: RFC 5230 §4.6 and RFC 3834 §2 name them as never to be answered. */
const MAIL_SYSTEMS = [
  ...['mailer daemon', 'mail daemon', 'mailerdaemon', 'post master', 'postmaster', 'mail delivery system'],
  ...[
    'listserv',
    'majordomo',
    'mailman',
    'listmaster',
    'mdaemon',
    'mail delivery subsystem',
    'mail delivery',
  ],
]

/** As a sender. In the envelope they are no sign: services through which people write return their mail there too. */
const RETURN_ADDRESSES = ['bounce', 'bounces', 'feedback loop', 'fbl', 'arf']

/** Whole words only: `noreplyman` and `norep.lyman` are people. */
const wholeWord = (phrases: readonly string[]) =>
  finderOf(phrases, (any) => `(?:^|[^a-z])(?:${any})(?![a-z])`)
const whole = (phrases: readonly string[], then: string) => finderOf(phrases, (any) => `^(?:${any})${then}$`)

const noReply = wholeWord(NO_REPLY)
const sendingProgram = whole(SENDING_PROGRAMS, '(?:[+=].*|[\\d_.-]*)')
const mailSystem = whole(MAIL_SYSTEMS, '(?:[+=.-].*|[\\d_-]*)')
const returnAddress = whole(RETURN_ADDRESSES, '(?:[+=.-].*|[\\d_-]*)')
/** Exchange writes its own reports from `MicrosoftExchange` and a hash. */
const exchangeSystem = /^microsoftexchange[0-9a-f]{16,}$/
/** Mailman, ezmlm, majordomo (RFC 5230 §4.6). `x-request` and `x-owner` are left out: offices have such addresses. */
const listManager = /^(?:owner-.+|.+-bounces?)(?:[+=].*)?$/

export function localPartOf(address: string): string {
  const at = address.lastIndexOf('@')
  return plain(at < 0 ? address : address.slice(0, at), 200)
}

export function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0 ? '' : plain(address.slice(at + 1), 255)
}

export function isNoReply(localPart: string): boolean {
  return noReply(localPart)
}

export function isSendingProgram(localPart: string): boolean {
  return sendingProgram(localPart)
}

export function isMailSystem(localPart: string): boolean {
  return mailSystem(localPart) || exchangeSystem.test(localPart)
}

export function isReturnAddress(localPart: string): boolean {
  return returnAddress(localPart)
}

export function isListManager(localPart: string): boolean {
  return listManager.test(localPart)
}
