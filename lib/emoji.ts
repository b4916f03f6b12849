import { EMOJI } from '../lambdas/domain/emoji.ts'
import { type Position, positionIn } from './position.ts'
import { shownText } from './shown-text.ts'

/** Where the first emoji of a text is. */
export type EmojiPosition = { emoji: string; codePoint: string } & Position

/** What a selector or a keycap, behind a field or a tag or at a text's beginning, may make of the last sign that a customer wrote. */
const IN_THE_MAKING = /(?<=^|\}\}|>)[\uFE0F\u20E3]/

/**
 * The first emoji that a reader of `text` would see, also one that HTML or CSS writes otherwise, and where it is written;
 * undefined when it has none.
 */
export function firstEmoji(text: string): EmojiPosition | undefined {
  const shown = shownText(text)
  const found = EMOJI.exec(shown.text) ?? IN_THE_MAKING.exec(shown.text)
  if (!found) return undefined
  const [emoji] = found
  const codePoint = `U+${emoji.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
  return { emoji, codePoint, ...positionIn(text, shown.at[found.index] ?? 0) }
}
