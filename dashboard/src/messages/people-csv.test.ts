import type { Translate } from '../i18n/use-i18n.js'
import type { ReportedPerson } from '../user/people-csv.js'
import { describe, expect, it } from 'vitest'
import { peopleToCsv } from '../user/people-csv.js'
import { createMessages } from './index.js'

const person: ReportedPerson = {
  email: 'kim@acme.example',
  name: 'Kim "K" Lee',
  role: 'User',
  status: 'Confirmed',
  twoStepClass: 'ONE_TIME_CODE',
  twoStepSince: '2026-03-01T12:00:00.120Z',
  recoveryEnrolledAt: null,
  lastSignInAt: '2026-11-01T08:00:00Z',
  createdAt: '2026-02-01T00:00:00Z',
}

const t = (language: 'en' | 'zh-CN'): Translate => createMessages(language).global.t as Translate
const lines = (csv: string): string[] => csv.split('\r\n')

describe('the report of people', () => {
  it('has one line for each person under a heading in the language of the reader', () => {
    expect(lines(peopleToCsv([person], t('en'), { recovery: true }))).toEqual([
      'E-mail address,Name,Role,Status,Two-step login,Two-step login since (UTC),Enrolled in recovery since (UTC),Last sign-in,Invited (UTC)',
      'kim@acme.example,"Kim ""K"" Lee",User,Confirmed,One-time code,2026-03-01T12:00:00.120Z,,2026-11-01T08:00:00.000Z,2026-02-01T00:00:00.000Z',
      '',
    ])
    expect(lines(peopleToCsv([], t('zh-CN'), { recovery: false }))[0])
      .toBe('邮箱地址,名称,角色,状态,两步登录,开启两步登录的时间（UTC）,上次登录,邀请时间（UTC）')
  })

  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('disarms a name that a spreadsheet would run: %j', (name) => {
    const [, line] = lines(peopleToCsv([{ ...person, name, email: '-e@x.example' }], t('en'), { recovery: false }))
    expect(line).toMatch(/^'-e@x\.example,"?'/)
  })

  it('says of who never signed in and has no two-step login that it is so', () => {
    const csv = peopleToCsv([{ ...person, twoStepClass: null, twoStepSince: null, lastSignInAt: null }], t('en'), { recovery: false })
    expect(lines(csv)[1]).toBe('kim@acme.example,"Kim ""K"" Lee",User,Confirmed,Off,,,2026-02-01T00:00:00.000Z')
  })
})
