const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

/**
 * The same words as a page, each language marked as such. Nothing a person typed becomes markup, and only what leads to this installation
 * becomes a link.
 * @param text as `bilingual` makes it: English, a line with a dash, Chinese
 * @param origin of the installation
 */
export function htmlOf(text: string, origin: string): string {
  const [english = '', chinese = ''] = text.split('\n—\n')
  const part = (words: string, lang: string) => `<div lang="${lang}" style="white-space: pre-line">${linked(escaped(words.trim()), escaped(origin))}</div>`
  return `<!doctype html><html><body style="font-family: sans-serif; font-size: 15px; line-height: 1.5">${part(english, 'en')}<hr>${part(chinese, 'zh-CN')}</body></html>`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, sign => entities[sign]!)
}

/** An address of ours ends where a character stands that our links never have. */
function linked(html: string, origin: string): string {
  const [first = '', ...rest] = html.split(origin)
  return rest.reduce((done, after, at) => {
    const before = at ? rest[at - 1]! : first
    const path = /^(?:[/#][\w#/-]*)?(?![\w.@:-])/.exec(after)?.[0]
    const isOwn = path !== undefined && !/[\w/.@:-]$/.test(before)
    return done + (isOwn ? `<a href="${origin}${path}">${origin}${path}</a>${after.slice(path.length)}` : origin + after)
  }, first)
}
