import { getNamedType, isObjectType } from 'graphql'
import type { GraphQLResolveInfo } from 'graphql'
import type { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { selectedFields } from '../lib/selection.js'

const toEverybody: ReadonlySet<string> = new Set(['__typename', 'id'])

/** What a mutation answers is read, too: a tool that may only change things asks for the id of the record it changed. */
export function requireIdAlone(viewer: Viewer, info: GraphQLResolveInfo): void {
  const type = getNamedType(info.returnType)
  const isRecord = isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')
  if (isRecord && !viewer.reads && [...selectedFields(info)].some(name => !toEverybody.has(name)))
    throw new Refused('FORBIDDEN', 'This API token has no READ scope: of what it changes it may ask for `id` alone.')
}
