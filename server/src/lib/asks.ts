import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'

/** Whether a document asks for a nested field such as `edges.node.lastEvent`; fragments are looked through, directives are not minded. */
export function asks({ fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>, path: string): boolean {
  const below = (selection: SelectionSetNode | undefined, name: string): FieldNode[] => (selection?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.FIELD)
      return node.name.value === name ? [node] : []
    return below(node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]?.selectionSet, name)
  })
  const found = path.split('.').reduce<readonly FieldNode[]>((nodes, name) => nodes.flatMap(({ selectionSet }) => below(selectionSet, name)), fieldNodes)
  return found.length > 0
}
