import { expect, it } from 'vitest'
import { thisDevice } from './auth-api.js'

it('a browser is named with its device type, the most special name first', () => {
  expect(thisDevice('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36')).toEqual({ deviceType: 9, deviceName: 'Chrome · Linux' })
  expect(thisDevice('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0')).toEqual({ deviceType: 12, deviceName: 'Edge · Windows' })
  expect(thisDevice('Mozilla/5.0 (Macintosh; Intel Mac OS X 15_2) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/20.0 Safari/605.1.15')).toEqual({ deviceType: 17, deviceName: 'Safari · macOS' })
  expect(thisDevice('curl/8')).toEqual({ deviceType: 14, deviceName: 'Browser' })
})
