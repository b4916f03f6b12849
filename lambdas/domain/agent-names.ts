import type { AgentPresence } from './presence.ts'

/** Letters that are no letter with a mark to Unicode, and yet are looked for without it. */
const WITHOUT_MARK: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', þ: 'th' }

/** A name as it is compared: without regard to case, marks and spaces. */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/[øłđæœþ]/g, (letter) => WITHOUT_MARK[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}

/** What an agent is found by: any part of the name, in either order, or of the user name. */
export function namesOf({ setup, agent }: AgentPresence): string {
  const { firstName = '', lastName = '', username = '' } = setup ?? {}
  return plainName(`${firstName} ${lastName} ${firstName} ${username}`) || agent
}

/** What agents are listed by. */
export function sortName({ setup, agent }: AgentPresence): string {
  const { firstName = '', lastName = '', username = '' } = setup ?? {}
  return plainName(`${lastName} ${firstName}`) || plainName(username) || agent
}
