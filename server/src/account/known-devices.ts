import type pg from 'pg'
import { deviceTypes } from '@wardroom/schema/events'
import type { Device } from '../access/device.js'
import { after, day } from '../lib/clock.js'
import { isSecretToken, newSecretToken, tokenHash } from '../lib/secret-token.js'
import { accountMail } from './account-mails.js'

/** How long a browser keeps what it is known by; none keeps a cookie for longer. */
const life = 400 * day
/** Of one account; beyond these, those go that were not seen for longest. */
const maxKnown = 50
/** Told of to one account in a day: who signs in by a tool that keeps no cookies is not flooded. */
const maxTold = 5

/**
 * One statement: the device is known from now on, and where it is neither known nor the first of the account the person is
 * told, unless they were too often.
 */
const meet = `
  with met as (
    insert into known_device as d (account_id, token_hash, first_seen_at, last_seen_at, told_at)
    select $1, $2, $3, $3, case when count(*) > 0 and count(*) filter (where told_at > $3::timestamptz - interval '1 day') < ${maxTold} then $3 end
      from known_device where account_id = $1
    on conflict (account_id, token_hash) do update set last_seen_at = $3
    returning d.xmax = 0 as fresh, told_at
  ), gone as (
    delete from known_device where account_id = $1 and (select fresh from met)
      and token_hash in (select token_hash from known_device where account_id = $1 order by last_seen_at desc offset ${maxKnown - 1})
  )
  select fresh and told_at is not null as "isNew" from met`

/** What a browser keeps from a sign-in on, and until when. */
export interface KnownBrowser {
  token: string
  expiresAt: Date
}

/**
 * @param token what the browser is known by; undefined: it has nothing
 * @returns besides, whether the person is to be told: this browser has never signed in to this account, though another has
 */
export async function meetDevice(
  db: Pick<pg.Pool, 'query'>,
  accountId: string,
  { now, token }: { now: Date, token: string | undefined },
): Promise<{ browser: KnownBrowser, isNew: boolean }> {
  const kept = token !== undefined && isSecretToken(token) ? token : newSecretToken()
  const { rows: [met] } = await db.query<{ isNew: boolean }>(meet, [accountId, tokenHash(`${kept} ${accountId}`), now])
  return { browser: { token: kept, expiresAt: after(now, life) }, isNew: met!.isNew }
}

/** An account that nobody uses keeps its newest: a sign-in after years is that of a new device, not of the first one. */
export async function forgetOldDevices(system: Pick<pg.Pool, 'query'>): Promise<void> {
  await system.query(
    `delete from known_device d where last_seen_at < now() - $1 * interval '1 millisecond'
       and exists (select from known_device newer where newer.account_id = d.account_id and newer.last_seen_at > d.last_seen_at)`,
    [life],
  )
}

export function newDeviceMail(told: { to: string, link: string, device: Device, now: Date }) {
  const kind = deviceTypes[told.device.type]
  return accountMail(
    told,
    ['A new device signed in to your account', '新设备登录了您的账户'],
    `Somebody signed in to your Wardroom account from a browser that has not been used for it before (${kind}). If it was you, you need do nothing.`,
    `有人从未曾使用过的浏览器（${kind}）登录了您的 Wardroom 账户。如果是您本人，无需处理。`,
  )
}
