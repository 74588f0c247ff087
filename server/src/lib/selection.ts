import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'

/**
 * The fields that a document asks for below a path such as `edges.node`,
 * or below the field itself; fragments are followed, directives ignored.
 */
export function selectedFields(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  path = '',
): ReadonlySet<string> {
  const below = (selection: SelectionSetNode | undefined): FieldNode[] => (selection?.selections ?? []).flatMap(node =>
    node.kind === Kind.FIELD
      ? [node]
      : below(node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]?.selectionSet))
  const parents = path.split('.').filter(Boolean).reduce<readonly FieldNode[]>(
    (nodes, name) => nodes.flatMap(({ selectionSet }) => below(selectionSet)).filter(node => node.name.value === name),
    fieldNodes,
  )
  return new Set(parents.flatMap(({ selectionSet }) => below(selectionSet)).map(node => node.name.value))
}
