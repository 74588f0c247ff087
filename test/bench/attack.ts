import { hostile } from './hostile.js'

interface Target {
  origin: string
  token: string
  clientId: string
}

/** Sends the requests of these numbers, sixteen at a time. @returns how often each code was answered; `ok` where nothing was refused */
export async function attack({ origin, token, clientId }: Target, from: number, to: number): Promise<Record<string, number>> {
  const answered: Record<string, number> = {}
  let next = from
  const one = async () => {
    while (next < to) {
      const { signedIn, body } = hostile(next++, clientId)
      const response = await fetch(`${origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signedIn && { authorization: `Bearer ${token}` } },
        body: JSON.stringify(body),
      })
      const { errors } = await response.json() as { errors?: Array<{ extensions: { code: string } }> }
      const code = errors?.[0]?.extensions.code ?? 'ok'
      answered[code] = (answered[code] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: 16 }, one))
  return answered
}
