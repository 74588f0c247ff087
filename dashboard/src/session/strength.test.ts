import { describe, expect, it } from 'vitest'
import { strengthOf } from './strength.js'

describe('the hint about a new master password', () => {
  it('grows with what is hard to guess', () => {
    expect(['', 'password1234', 'aaaaaaaaaaaaaaaa', 'abcdefghijklmnop', '123456789012'].map(text => strengthOf(text).score))
      .toEqual([0, 0, 0, 0, 0])
    expect(strengthOf('correct horse battery staple').score).toBe(4)
    expect(strengthOf('kV9#mQ2!xLw7').score).toBeGreaterThanOrEqual(3)
  })

  it('does not count the parts of one\'s own address', () => {
    const alone = strengthOf('lindqvist-7h', 'someone@else.example').score
    expect(strengthOf('lindqvist-7h', 'lindqvist@harbour.example').score).toBeLessThan(alone)
  })

  it('says what is too short, counted in characters, not in code units', () => {
    expect(strengthOf('elevenchars').tooShort).toBe(true)
    expect(strengthOf('twelve chars').tooShort).toBe(false)
    expect(strengthOf('🦊🦊🦊🦊🦊🦊').tooShort).toBe(true)
  })

  it('warns of characters that another keyboard types as other bytes', () => {
    expect(strengthOf('cafe\u0301 au lait!!').dependsOnKeyboard).toBe(true)
    expect(strengthOf('caf\u00E9 au lait!!').dependsOnKeyboard).toBe(false)
  })
})
