/**
 * Tells of a header's name, lower case, whether it is on a list: names parted by blanks, a `*` at the end of one for any
 * rest. Not as a pattern: to compile one of a hundred names takes a cold function longer than to look through a mail.
 */
export function onList(names: string): (name: string) => boolean {
  const all = names.split(' ')
  const whole = new Set(all)
  const beginnings = all.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))
  return (name) => whole.has(name) || beginnings.some((beginning) => name.startsWith(beginning))
}
