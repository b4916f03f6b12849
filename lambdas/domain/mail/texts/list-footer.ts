/** Longer than any of them. */
const LOOKED_AT = 700

/** What list managers write below each mail by default: GNU Mailman 2 and 3, ezmlm, Yahoo! Groups, Lyris, LISTSERV, Majordomo (of vger.kernel.org). */
const LIST_FOOTER = new RegExp(
  [
    '_{20,}[. ].{1,160}https?://\\S{1,200}/listinfo(?:\\.cgi)?/\\S+',
    '_{20,}[. ].{1,160}to unsubscribe send an e-?mail to \\S{1,100}-leave@\\S+',
    '-{20,}[. ]+to unsubscribe, e-?mail: \\S{1,100}-unsubscribe\\S*@\\S+',
    'to unsubscribe from this group, send an e-?mail to: ?\\S{1,100}-unsubscribe@\\S+',
    'your use of yahoo! groups is subject to',
    '-{2,}[. ]+you are currently subscribed to \\S{1,80} as: ?\\S+@\\S+ to unsubscribe',
    '#{20,}[. ]+to unsubscribe from the \\S{1,80} list,? click',
    'send (?:the line )?"unsubscribe \\S{1,80}" (?:in the body of a message )?to majordomo@\\S+',
  ].join('|'),
)

/** Who asks how to leave a list may have its footer below, as it came. */
const ASKS = /\b(?:unsubscribe|remove me|mailing list|off (?:your|this|the) list|sign me off)\b/

/** The mail came through a list, by what stands at the end of it, and does not speak of lists itself. */
export function endsAsListMail(footer: string): boolean {
  const end = footer.slice(-LOOKED_AT)
  const at = end.search(LIST_FOOTER)
  return at >= 0 && !ASKS.test(footer.slice(0, footer.length - end.length + at))
}
