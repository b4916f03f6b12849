import { Random } from '../../local/random.ts'
import { KINDS } from './mails.ts'

/** Longer ones would only take longer to read. */
const MOST_CHARACTERS = 20_000
const PIECES = ['\r\n', ' ', '(', '<', '=?utf-8?q?', '"', 'a', '.', 'Re: ', '> ', '\0', 'é', '_', '-- ', '[']

/** Mails with characters changed, pieces cut out, moved, and repeated hundreds of times: the same for the same seed. */
export function mutatedMails(count: number, seed: number): readonly string[] {
  const random = new Random(seed)
  const whole = KINDS.map(({ write }) => write(1)).filter(({ length }) => length < MOST_CHARACTERS)
  return Array.from({ length: count }, () => {
    let mail = random.pick(whole as [string, ...string[]])
    for (let change = random.below(6); change >= 0; change--) mail = changed(mail, random)
    return mail
  })
}

function changed(mail: string, random: Random): string {
  const at = random.below(mail.length)
  const piece = mail.slice(at, at + random.below(200))
  const rest = mail.slice(at + piece.length)
  switch (random.below(4)) {
    case 0:
      return mail.slice(0, at) + rest
    case 1:
      return (
        mail.slice(0, at) + random.pick(PIECES as [string, ...string[]]).repeat(random.below(2_000)) + rest
      )
    case 2:
      return mail.slice(0, at) + piece.repeat(random.below(40)) + rest
    default:
      return rest + piece + mail.slice(0, at)
  }
}
