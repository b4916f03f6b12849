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
    ['one with zeros before its number', 'x&#x0001F642;', 'U+1F642', 2],
    ['one with zeros before its decimal number', 'x&#000000000000128578;', 'U+1F642', 2],
    ['one that HTML has a name for', '<p>thanks &hearts;</p>', 'U+2665', 11],
    ['a text sign by name, and its selector', '&copy&#xFE0F;', 'U+00A9', 1],
    ['a trade mark by its old number, and its selector', '&#153;&#xFE0F;', 'U+2122', 1],
    ['a selector behind a field', 'x{{subject}}\uFE0F', 'U+FE0F', 13],
    ['a selector at the beginning', '\uFE0FFirm', 'U+FE0F', 1],
    ['a selector behind a tag', '{{name}}<b>\uFE0F</b>', 'U+FE0F', 12],
    ['a keycap behind a field', '{{name}}&#x20e3;', 'U+20E3', 9],
    ['a keycap in pieces', 'a &num;&#x20e3;', 'U+0023', 3],
    ['one in a style', '<style>p:after { content: "\\1F642" }</style>', 'U+1F642', 28],
    ['one in a style that does not end', '<STYLE type="text/css">a{content:"\\002764 "', 'U+2764', 35],
    ['one in the style of a tag', '<ul style="list-style-type: \'\\1f642 \'">', 'U+1F642', 30],
    ['one in a style whose backslash HTML writes', "<ul style='x: &bsol;1F642'>", 'U+1F642', 15],
    ['a keycap in a style', '<ul style="x: \'\\31\\fe0f\\20e3\'">', 'U+0031', 16],
  ])('is found: %s', (_, text, codePoint, column) => {
    expect(firstEmoji(text)).toMatchObject({ codePoint, line: 1, column })
  })

  it('is counted in lines and characters, not in code units', () => {
    expect(firstEmoji('one\ntwo\n𝒳\u{1F642}')).toMatchObject({ line: 3, column: 2 })
  })

  // The HTML standard's table, all that `EMOJI` finds in it.
  it.each([
    'clubs',
    'clubsuit',
    'cudarrr',
    'diamondsuit',
    'diams',
    'female',
    'hearts',
    'heartsuit',
    'male',
    'phone',
    'spades',
    'spadesuit',
  ])('is found by its name: %s', (name) => {
    expect(firstEmoji(`one\n{{name}} &${name};`)).toMatchObject({ line: 2, column: 10 })
  })

  it.each([
    '0123456789 # *',
    '© ® ™ → ↔ ▪ – € “”',
    'Grüße, привет, 你好, שלום',
    '㊗ ㊙ 〰',
    '&#169; &#35; &amp; &#9999999; &#0; &copy; &harr; &num;',
    '&amp;hearts; &hearts &Hearts; &heartsx; &amp;#128578;',
    'C:\\1F642 is a folder',
    '<p style="color: red">\\1F642</p><style>p:after { content: "\\201C" }</style>\\1F642',
    '',
  ])('is not what is plain text: %s', (text) => {
    expect(firstEmoji(text)).toBeUndefined()
  })
})
