import type { ProviderMembership } from '../account/use-viewer.js'
import type { MessageKey } from '../i18n/use-i18n.js'
import type { IconName } from '../ui/icons.js'

export interface Page { to: string, title: MessageKey, icon: IconName }

/** The pages of the shell that a viewer may open, in the order of the navigation; `log` says whether they may follow the event log. */
export function pagesFor(provider: ProviderMembership['provider'] | undefined, mailbox: boolean, log: boolean): Page[] {
  const all: (Page | false | undefined)[] = [
    { to: '/', title: 'client.title', icon: 'tower' },
    log && { to: '/events', title: 'event.title', icon: 'events' },
    log && { to: '/wall', title: 'wall.title', icon: 'monitor' },
    provider?.viewerCanManageUsers && { to: '/team', title: 'team.title', icon: 'users' },
    provider && { to: '/seat-pools', title: 'pool.title', icon: 'seats' },
    provider?.viewerCanManageApiTokens && { to: '/api-tokens', title: 'token.title', icon: 'plug' },
    { to: '/profile', title: 'profile.title', icon: 'user' },
    mailbox && { to: '/mailbox', title: 'mailbox.title', icon: 'mail' },
  ]
  return all.filter(page => typeof page === 'object')
}
