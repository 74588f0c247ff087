import type { TypePolicies } from '@apollo/client'
import type { EventName } from '@wardroom/schema/events'
import type { Component, InjectionKey, Ref } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import type { ClientHeadQuery } from '../gql/graphql.js'
import type { Locale } from '../i18n/locale.js'
import type { MessageKey, Messages } from '../i18n/use-i18n.js'
import type { IconName } from '../ui/control/icons.js'
import { required } from '../lib/inject.js'

/** All that a feature brings to the application; `features.ts` lists them. Its pages are loaded when they are first opened. */
export interface Feature {
  /** Pages with a frame of their own. */
  routes?: RouteRecordRaw[]
  /** Pages inside the shell. */
  pages?: RouteRecordRaw[]
  /** Tabs of the page of one client; each gets the client's `id`. */
  clientTabs?: ClientTab[]
  navigation?: NavigationEntry[]
  /** What the command palette offers, asked in its setup. */
  commands?: (palette: Palette) => Readonly<Ref<readonly Command[]>>
  /** How its fields are kept and joined in Apollo's cache. */
  cache?: TypePolicies
  messages?: Record<Locale, Partial<Messages>>
  /** How its events are told: actor, subject, client and the details of the event by name, a plural by the first number. */
  sentences?: Record<Locale, Partial<Record<EventName, string>>>
}

interface ClientTab {
  path: string
  title: MessageKey
  component: () => Promise<Component>
  /** Whether the tab is there for this client and viewer, and what it counts. */
  of: (client: ClientHeadQuery['client']) => { shown: boolean, count?: number | string }
}

export interface NavigationEntry {
  to: string
  title: MessageKey
  icon: IconName
  /** Whether the viewer may open the page; always, when absent. Asked in the setup of the shell. */
  useShown?: () => Readonly<Ref<boolean>>
}

export interface Command {
  key: string
  label: string
  icon: IconName
  /** The title under which it stands; with the other actions when absent. */
  group?: string
  run: () => void
}

export interface Palette {
  open: Readonly<Ref<boolean>>
  /** What was typed, once typing pauses. */
  search: Readonly<Ref<string>>
}

/** One feature of the application, checked where it is written. */
export function feature(parts: Feature): Feature {
  return parts
}

export const featuresKey: InjectionKey<readonly Feature[]> = Symbol('features')
export const useFeatures = (): readonly Feature[] => required(featuresKey)
