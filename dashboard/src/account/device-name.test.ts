import { expect, it } from 'vitest'
import { deviceNameOf } from './device-name.js'

it('a browser is named with its system, the most special name first', () => {
  expect(deviceNameOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'))
    .toBe('Chrome · Linux')
  expect(deviceNameOf('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0'))
    .toBe('Edge · Windows')
  expect(deviceNameOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 15_2) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/20.0 Safari/605.1.15'))
    .toBe('Safari · macOS')
  expect(deviceNameOf('curl/8')).toBe('curl/8')
  expect(deviceNameOf('ticket system')).toBe('ticket system')
})
