import { withoutEmoji } from './emoji.ts'
import { ENCODED_WORD_START, readable } from './mail/reading/encoded-words.ts'

/** What an operator may put into a wording, as `{{name}}`. */
const FIELDS = ['name', 'subject', 'inbox'] as const

export type Field = (typeof FIELDS)[number]
export type Fields = Readonly<Record<Field, string>>

/** What customers write is cut to so many UTF-16 units where it stands in a sentence of ours. */
export const LONGEST_NAME = 60
export const LONGEST_SUBJECT_IN_TEXT = 250
const LONGEST_LOOKED_AT = 2_000

const FIELD = /\{\{\s*(name|subject|inbox)\s*\}\}/g

/**
 * Puts the fields in, in one pass: what a value holds is never looked at again, so a customer cannot name a field. An
 * unknown field never gets here, synth refuses it.
 */
export function filledIn(template: string, fields: Fields, written: (value: string) => string): string {
  return template.replace(FIELD, (_, field: Field) => written(fields[field]))
}

/** A message template's whole subject; what it stands for is put together by us, so that it is never too long. */
export const TEMPLATE_SUBJECT = '{{Attributes.homewardSubject}}'

const VARIABLES = {
  text: { name: 'homewardName', subject: 'homewardAbout', inbox: 'homewardInbox' },
  html: { name: 'homewardNameHtml', subject: 'homewardAboutHtml', inbox: 'homewardInboxHtml' },
} as const

/** A wording in the language of Connect's message templates, for which `attributesOf` has the values. */
export function templated(template: string, form: 'text' | 'html'): string {
  return template.replace(FIELD, (_, field: Field) => `{{Attributes.${VARIABLES[form][field]}}}`)
}

/** Values of every variable that a template of ours can have. None is empty, since Connect takes that for missing. */
export function attributesOf(subject: string, fields: Fields): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = { homewardSubject: subject }
  for (const field of FIELDS) {
    attributes[VARIABLES.text[field]] = fields[field] || '-'
    attributes[VARIABLES.html[field]] = asHtml(fields[field]) || '-'
  }
  return attributes
}

/** As text between HTML tags, or in a quoted attribute. */
export function asHtml(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The fields that a template uses, and how often. */
export function fieldsIn(template: string): readonly Field[] {
  return [...template.matchAll(FIELD)].map(([, field]) => field as Field)
}

/** Everything in a template that would be sent as it stands though it is meant as a field, by index: any other brace. */
export function brokenFields(template: string): readonly { index: number; problem: string }[] {
  const known = FIELDS.map((field) => `{{${field}}}`).join(', ')
  const rest = template.replace(STYLE_OR_SCRIPT, withoutTheirBraces).replace(FIELD, blanked)
  return [...rest.matchAll(BRACED)].map(({ index }) => {
    const [written = ''] = template.slice(index).match(BRACED) ?? []
    const found = written.trim().replace(/\s+/g, ' ')
    return { index, problem: `there is no field ${found}, known are ${known}` }
  })
}

const BRACED = /(?:\{\s*)+[^{}]{0,40}(?:\s*\})*|\}+/g

/** Single braces are CSS there, or JSON; doubled ones are meant as a field all the same. */
const STYLE_OR_SCRIPT = /<(style|script)\b[\s\S]*?(?:<\/\1|$)/gi
const withoutTheirBraces = (block: string) => block.replace(/(?<!\{)\{(?!\{)|\}/g, ' ')
const blanked = (field: string) => ' '.repeat(field.length)

/** Fields of an HTML template that stand inside a tag, a reference, a style or a script, where escaping is no protection. */
export function unsafeFields(html: string): readonly { index: number; problem: string }[] {
  return [...html.matchAll(FIELD)].flatMap(({ 0: found, index }) => {
    const before = html.slice(0, index)
    const inTag = before.lastIndexOf('<') > before.lastIndexOf('>')
    const [, inside] = /<(style|script)\b(?:(?!<\/\1)[\s\S])*$/i.exec(before) ?? []
    const inReference = /&#?[0-9a-z]*$/i.test(before)
    const where = inTag ? 'a tag' : inReference ? 'a character reference' : inside && `<${inside}>`
    return where ? [{ index, problem: `${found} stands inside ${where}, put it between tags` }] : []
  })
}

/** No line break, control character or change of writing direction of a customer's text may reach ours, however encoded. */
export function oneLine(text: string): string {
  const line = readable(cut(text, LONGEST_LOOKED_AT))
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
  // Last: what stood between the parts of an emoji's reference is gone by now.
  const plain = withoutEmoji(line).trim()
  // So is what stood between those of an encoded word, and one may hold another. Each time it is shorter.
  if (readable(plain) !== plain) return oneLine(plain)
  return plain.replace(ENCODED_WORD_START, '= ?')
}

/** Nothing that a reader would see, though there may be characters. */
export function isBlank(text: string): boolean {
  return /^[\s\u2800\p{Default_Ignorable_Code_Point}]*$/u.test(text)
}

/** Dots of names, not of links: `Dr.med. `, `Dr.rer.nat. `, and what stands before a name: `St.John`, `M.Weber`. */
const DOTTED =
  /\bDr\.(?:(?:agr|dent|h|c|habil|iur|jur|med|nat|oec|pharm|phil|pol|rer|theol)\.)+|(?<![\p{L}\p{M}\p{N}])\p{Lu}\p{Ll}?\.(?=\p{Lu}\p{Ll}\p{L}+(?![\p{L}\p{N}.-]))/gu

/** Digits of `Class of 2004`, which is a name. */
const A_YEAR = 4

/**
 * A customer's name as it may stand in a salutation; undefined where it does not look like one. A name can be made up
 * to carry a message of its own to whoever the sender is made up to be, so nothing that looks like an address, a
 * link or a telephone number passes.
 */
export function salutableName(name: string | undefined): string | undefined {
  const plain = oneLine(name ?? '').replace(/\s+/g, ' ')
  const isName =
    /^[\p{L}\p{M}\p{N}\p{Join_Control} .,'’()&|–-]+$/u.test(plain) &&
    /(?!\p{Default_Ignorable_Code_Point})\p{L}/u.test(plain)
  const isLink = /\.\p{L}{2}/u.test(plain.replace(DOTTED, ' '))
  const isNumber = (plain.match(/\p{N}/gu) ?? []).length > A_YEAR
  return isName && !isLink && !isNumber && plain.length <= LONGEST_NAME ? plain : undefined
}

/** Cuts between code points, never inside one. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const kept = text.slice(0, longest)
  // A high surrogate at the end has lost its other half.
  return /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept
}
