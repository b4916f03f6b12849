import { describe, expect, it } from 'vitest'

import { firstEmoji } from '../../lib/emoji.ts'

describe('an emoji', () => {
  it.each([
    ['a face', 'Hi \u{1F642}', 'U+1F642', 4],
    ['a flag', '\u{1F1E9}\u{1F1EA}', 'U+1F1E9', 1],
    ['a family joined of several', 'a\u{1F468}\u200D\u{1F469}\u200D\u{1F467}', 'U+1F468', 2],
    ['a keycap', 'Press 1\uFE0F\u20E3', 'U+0031', 7],
    ['a keycap without its selector', 'Press #\u20E3', 'U+0023', 7],
    ['a text sign made an emoji by its selector', 'Homeward\u2122\uFE0F', 'U+2122', 9],
    ['a heart that mail programs colour', 'With \u2764', 'U+2764', 6],
    ['a sparkle', '\u2728', 'U+2728', 1],
    ['one reserved for the future', '\u{1FAFF}', 'U+1FAFF', 1],
    ['one hidden in a decimal reference', '<p>&#128578;</p>', 'U+1F642', 4],
    ['one hidden in a hexadecimal reference', 'x&#x1F642', 'U+1F642', 2],
  ])('is found: %s', (_, text, codePoint, column) => {
    expect(firstEmoji(text)).toMatchObject({ codePoint, line: 1, column })
  })

  it('is counted in lines and characters, not in code units', () => {
    expect(firstEmoji('one\ntwo\n𝒳\u{1F642}')).toMatchObject({ line: 3, column: 2 })
  })

  it.each([
    '0123456789 # *',
    '© ® ™ → ↔ ▪ – € “”',
    'Grüße, привет, 你好, שלום',
    '㊗ ㊙ 〰',
    '&#169; &#35; &amp; &#9999999;',
    '',
  ])('is not what is plain text: %s', (text) => {
    expect(firstEmoji(text)).toBeUndefined()
  })
})
