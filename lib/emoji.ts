/** Where the first emoji of a text is. Line and column count from 1, in characters as a reader counts them. */
export type EmojiPosition = { emoji: string; codePoint: string; line: number; column: number }

/**
 * What counts as an emoji (Unicode Technical Standard #51):
 * - whatever is shown as one by default (`Emoji_Presentation`, flags included) and what is reserved for future ones;
 * - any emoji character followed by variation selector 16, keycaps such as 1️⃣ included;
 * - pictographs that mail programs commonly colour without being asked, such as U+2764. Signs that belong to ordinary
 *   typesetting (copyright, trade mark, arrows, squares, CJK seals) are text, and so are digits, # and *.
 */
const EMOJI =
  /\p{Emoji}\uFE0F\u20E3?|[0-9#*]\u20E3|\p{Emoji_Presentation}|[\p{Extended_Pictographic}&&[\u{1F000}-\u{1FFFF}]]|[[\p{Emoji}&&\p{Extended_Pictographic}]--[©®™‼⁉ℹⓂ〰〽㊗㊙↔-↙↩↪▪▫▶◀◻◼]]/v

/** A character written as a number, as HTML allows: `&#128578;` or `&#x1F642;`. */
const CHARACTER_REFERENCE = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi

/** The first emoji of `text`, also one hidden in an HTML character reference; undefined when it has none. */
export function firstEmoji(text: string): EmojiPosition | undefined {
  const plain = EMOJI.exec(text)
  const hidden = [...text.matchAll(CHARACTER_REFERENCE)].find((reference) =>
    EMOJI.test(characterOf(reference)),
  )
  const [index, emoji] =
    hidden && (!plain || hidden.index < plain.index)
      ? [hidden.index, characterOf(hidden)]
      : [plain?.index ?? -1, plain?.[0] ?? '']
  if (index < 0) return undefined
  const before = text.slice(0, index).split('\n')
  const codePoint = `U+${emoji.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
  return { emoji, codePoint, line: before.length, column: [...(before.at(-1) ?? '')].length + 1 }
}

function characterOf([, hexadecimal, decimal]: RegExpExecArray): string {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}
