import { AwsError } from '../service.ts'
import { type Centre, callOff, plan } from './centre.ts'
import { chatOf, signal } from './chat.ts'
import { endContact } from './contacts.ts'
import type { Chat, ChatTimers, Contact, TimedRole, TimerType } from './model.ts'

/** AWS: "Set up chat timeouts for chat participants": whole minutes from two to eight hours. */
const MINUTES = { least: 2, most: 480 }
const ROLES: readonly TimedRole[] = ['CUSTOMER', 'AGENT']
const TYPES: readonly TimerType[] = ['IDLE', 'DISCONNECT_NONCUSTOMER']
const MOST_TIMERS = 6

export interface TimerSetting {
  role: TimedRole
  type: TimerType
  /** Undefined deletes the timer. */
  minutes: number | undefined
}

/**
 * Sets timers of a chat (AWS: API_UpdateParticipantRoleConfig), from the next agent on who joins: what was in force when the
 * agent who is there joined stays. Throws InvalidParameterException, and InvalidRequestException for what is no running chat.
 */
export function setTimers(centre: Centre, contact: Contact, settings: readonly TimerSetting[]): void {
  const chat = chatOf(centre, contact)
  if (!chat) throw new AwsError('InvalidRequestException', `Contact ${contact.id} is no chat`)
  if (contact.phase === 'ENDED')
    throw new AwsError('InvalidRequestException', `Contact ${contact.id} has ended`)
  const unseen = contact.phase === 'FLOW' && !chat.transcript.some(({ role }) => role === 'SYSTEM')
  if (unseen && centre.switches.chatTimersBeforePrompt === 'refused')
    throw new AwsError(
      'InvalidRequestException',
      `The flow of ${contact.id} has shown its customer nothing yet`,
    )
  if (settings.length === 0 || settings.length > MOST_TIMERS)
    throw invalid(`${settings.length} timers: 1 to ${MOST_TIMERS} are allowed`)
  for (const setting of settings) assertTimer(setting)
  for (const { role, type, minutes } of settings) {
    if (minutes === undefined) chat.timers.delete(`${role} ${type}`)
    else chat.timers.set(`${role} ${type}`, minutes)
  }
}

function assertTimer({ role, type, minutes }: TimerSetting): void {
  if (!ROLES.includes(role)) throw invalid(`ParticipantRole ${role}: it is one of ${ROLES.join(', ')}`)
  if (!TYPES.includes(type)) throw invalid(`TimerType ${type}: it is one of ${TYPES.join(', ')}`)
  const { least, most } = MINUTES
  if (minutes !== undefined && (!Number.isInteger(minutes) || minutes < least || minutes > most))
    throw invalid(`a timer of ${minutes} minutes: whole ones from ${least} to ${most} are allowed`)
}

const invalid = (message: string) => new AwsError('InvalidParameterException', message)

/** An agent has joined: timers run, by what is set now. */
export function startTimers(centre: Centre, chat: Chat, contact: Contact): void {
  chat.inForce = new Map(chat.timers)
  chat.idle.clear()
  for (const role of ROLES) restart(centre, chat, contact, role)
}

/** The agent has left: nobody is waited for. */
export function stopTimers(centre: Centre, chat: Chat, contact: Contact): void {
  chat.inForce = undefined
  chat.idle.clear()
  for (const role of ROLES) callOff(centre, contact, silence(role))
}

/** Whoever writes is not idle: the timers of that role start anew. */
export function heard(centre: Centre, chat: Chat, contact: Contact, role: TimedRole): void {
  if (!chat.inForce) return
  if (chat.idle.delete(role)) signal(centre, chat, 'returned', role)
  restart(centre, chat, contact, role)
}

const silence = (role: TimedRole) => `silence of the ${role.toLowerCase()} of`

/** The idle timer comes first; the other one starts when it is over. */
function restart(centre: Centre, chat: Chat, contact: Contact, role: TimedRole): void {
  callOff(centre, contact, silence(role))
  const minutes = minutesOf(chat.inForce, role, 'IDLE')
  if (minutes === undefined) awaitDisconnect(centre, chat, contact, role)
  else
    plan(centre, contact, silence(role), after(centre, minutes), () => {
      chat.idle.add(role)
      signal(centre, chat, 'idle', role)
      awaitDisconnect(centre, chat, contact, role)
    })
}

/** Either role's timer disconnects the agent; the customer stays (AWS: "Set up chat timeouts for chat participants"). */
function awaitDisconnect(centre: Centre, chat: Chat, contact: Contact, role: TimedRole): void {
  const minutes = minutesOf(chat.inForce, role, 'DISCONNECT_NONCUSTOMER')
  if (minutes === undefined) return
  plan(centre, contact, silence(role), after(centre, minutes), () => {
    signal(centre, chat, 'autodisconnection', role)
    endContact(centre, contact, 'IDLE_DISCONNECT')
  })
}

const minutesOf = (timers: ChatTimers | undefined, role: TimedRole, type: TimerType) =>
  timers?.get(`${role} ${type}`)

const after = ({ timeline }: Centre, minutes: number) => timeline.now() + minutes * 60_000
