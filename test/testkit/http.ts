export interface Answer {
  status: number
  body: { data?: unknown, errors?: Array<{ message: string, path?: Array<string | number>, extensions: { code: string } & Record<string, unknown> }>, error?: { code: string, message: string, facts: Record<string, unknown> } }
  /** The refresh cookie as it goes back, or ''. */
  cookie: string
}

export async function fetchInto(origin: string, path: string, body: unknown, token?: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...token && { authorization: `Bearer ${token}` }, ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) as Answer['body'] : {}, cookie: response.headers.getSetCookie().map(cookie => cookie.split(';')[0]!).join('; ') }
}
