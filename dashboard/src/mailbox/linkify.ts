/**
 * A text in pieces, addresses of this installation among them as links. Other addresses stay text: nothing in a mail may lead
 * away from here, whoever wrote it. A link loses its origin, so that it opens under the address by which the page was reached; it begins
 * with a single slash, since two would be followed by a host.
 */
export function linkify(text: string, origin: string): { text: string, href?: string }[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).filter(part => part !== '').map((part) => {
    const url = /^https?:/.test(part) ? URL.parse(part) : null
    return url !== null && (url.origin === origin || isLoopback(url.hostname))
      ? { text: part, href: `${url.pathname.replace(/^\/+/, '/')}${url.search}${url.hash}` }
      : { text: part }
  })
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host)
}
