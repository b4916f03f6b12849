import { CHARACTER_REFERENCE, characterOf, EMOJI } from '../lambdas/domain/emoji.ts'
import { type Position, positionIn } from './position.ts'

/** Where the first emoji of a text is. */
export type EmojiPosition = { emoji: string; codePoint: string } & Position

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
  const codePoint = `U+${emoji.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
  return { emoji, codePoint, ...positionIn(text, index) }
}
