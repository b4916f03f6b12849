/**
 * What counts as an emoji (Unicode Technical Standard #51):
 * - whatever is shown as one by default (`Emoji_Presentation`, flags included) and what is reserved for future ones;
 * - any emoji character followed by variation selector 16, keycaps such as 1️⃣ included;
 * - pictographs that mail programs commonly colour without being asked, such as U+2764. Signs that belong to ordinary
 *   typesetting (copyright, trade mark, arrows, squares, CJK seals) are text, and so are digits, # and *.
 */
export const EMOJI =
  /\p{Emoji}\uFE0F\u20E3?|[0-9#*]\u20E3|\p{Emoji_Presentation}|[\p{Extended_Pictographic}&&[\u{1F000}-\u{1FFFF}]]|[[\p{Emoji}&&\p{Extended_Pictographic}]--[©®™‼⁉ℹⓂ〰〽㊗㊙↔-↙↩↪▪▫▶◀◻◼]]/v

/** What makes an emoji of a sign or joins several, and shows nothing by itself: selector, keycap, tags. */
const MAKERS = /[\uFE0F\u20E3\u{E0020}-\u{E007F}]/gu

/** An emoji with the joiners beside it. Elsewhere joiners stay: Persian and the scripts of India need them. */
const JOINED = new RegExp(`\\u200D*(?:${EMOJI.source})[\\u200D]*`, 'gv')

/** A character written as a number, as HTML allows: `&#128578;` or `&#x1F642;`, with any number of zeros in front. */
const CHARACTER_REFERENCE = /&#(?:x0*([0-9a-f]{1,6})|0*(\d{1,7}));?/gi

/** The character that a match of CHARACTER_REFERENCE stands for. */
function characterOf([, hexadecimal, decimal]: readonly (string | undefined)[]): string {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** The text without its emoji, also those written as HTML character references. Text signs stay, as text. */
export function withoutEmoji(text: string): string {
  const bare = text.replace(MAKERS, '').replace(JOINED, '')
  const plain = bare.replace(CHARACTER_REFERENCE, (reference, ...digits) =>
    isEmojiOrItsMaker(characterOf([reference, ...digits.slice(0, 2)])) ? '' : reference,
  )
  // What stood around a reference may make another one.
  return plain === bare ? plain : withoutEmoji(plain)
}

const isEmojiOrItsMaker = (character: string) => EMOJI.test(character) || /[\uFE0F\u20E3]/.test(character)
