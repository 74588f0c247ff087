import { CombinedGraphQLErrors } from '@apollo/client/errors'
import { describe, expect, it } from 'vitest'
import { asRefusal, Refusal, refusalOfBody } from './refusal.js'

describe('a refusal', () => {
  it('is read from the plain HTTP answers of /auth', () => {
    const refusal = refusalOfBody('{"error":{"code":"WRONG_CREDENTIALS","message":"Try again.","facts":{"left":3}}}', 401)
    expect([refusal.code, refusal.message, refusal.facts]).toEqual(['WRONG_CREDENTIALS', 'Try again.', { left: 3 }])
  })

  it('is read from a GraphQL answer with an error status, its facts beside the code', () => {
    const refusal = refusalOfBody('{"errors":[{"message":"No.","extensions":{"code":"NO_FREE_SEAT","needed":2}}]}', 409)
    expect([refusal.code, refusal.facts]).toEqual(['NO_FREE_SEAT', { needed: 2 }])
  })

  it('that only the browser can make is no more than a failure when the server tells it', () => {
    const told = refusalOfBody('{"error":{"code":"KEYS_TAMPERED","message":"Use a new profile."}}', 401)
    const inGraphQL = refusalOfBody('{"errors":[{"message":"No.","extensions":{"code":"KDF_DOWNGRADE"}}]}', 401)
    const answered = asRefusal(new CombinedGraphQLErrors({ errors: [{ message: 'No.', extensions: { code: 'UNREACHABLE' } }] }))
    expect([told, inGraphQL, answered].map(({ code, message }) => `${code}: ${message}`))
      .toEqual(['INTERNAL: Use a new profile.', 'INTERNAL: No.', 'INTERNAL: No.'])
  })

  it('of a proxy that cannot reach the server says that nothing was changed', () => {
    expect(refusalOfBody('<html>Bad gateway</html>', 502).code).toBe('UNAVAILABLE')
    expect(refusalOfBody('<html>?</html>', 418).code).toBe('INTERNAL')
  })

  it('of a broken connection is UNREACHABLE, of a bug INTERNAL, and a refusal stays what it is', () => {
    expect(asRefusal(new TypeError('Failed to fetch')).code).toBe('UNREACHABLE')
    expect(asRefusal(new RangeError('x')).code).toBe('INTERNAL')
    const own = new Refusal('SELF', 'No.')
    expect(asRefusal(own)).toBe(own)
  })
})
