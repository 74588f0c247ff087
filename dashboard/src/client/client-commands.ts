import type { Ref } from 'vue'
import type { Command, Palette } from '../feature/feature.js'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useViewer } from '../account/use-viewer.js'
import { useQuery } from '../api/use-query.js'
import { graphql } from '../gql/index.js'
import { useI18n } from '../i18n/use-i18n.js'

const PaletteClients = graphql(`
  query PaletteClients($filter: ClientFilter) { clients(first: 8, filter: $filter, orderBy: { field: NAME, direction: ASC }) { edges { node { id name } } } }
`)

const PaletteClient = graphql(`query PaletteClient($id: ID!) { client(id: $id) { id name viewerCanSuspend } }`)

/** The clients whose name holds what was typed; making a new one, and suspending the one whose page is shown. */
export function useClientCommands({ open, search }: Palette): Readonly<Ref<readonly Command[]>> {
  const { t } = useI18n()
  const router = useRouter()
  const route = useRoute()
  const { provider } = useViewer()
  const { data } = useQuery(PaletteClients, () =>
    open.value ? { filter: search.value === '' ? null : { name: { contains: search.value } } } : null)

  const { data: here } = useQuery(PaletteClient, () =>
    open.value && route.path.startsWith('/clients/') && typeof route.params.id === 'string' ? { id: route.params.id } : null)

  return computed(() => [
    ...(data.value?.clients.edges ?? []).map(({ node: { id, name } }) => ({
      key: id,
      label: name,
      icon: 'tower' as const,
      group: t('client.title'),
      run: () => void router.push(`/clients/${id}`),
    })),
    ...provider.value?.viewerCanCreateClient
      ? [{ key: 'create', label: t('client.create'), icon: 'plus' as const, run: () => void router.push('/?create=1') }]
      : [],
    ...provider.value
      ? [{ key: 'suspended', label: t('client.showSuspended'), icon: 'ban' as const, run: () => void router.push('/?state=suspended') }]
      : [],
    ...here.value?.client.viewerCanSuspend
      ? [suspending(here.value.client)]
      : [],
  ])

  function suspending({ id, name }: { id: string, name: string }): Command {
    return { key: 'suspend', label: t('client.suspendNamed', { name }), icon: 'ban', run: () => void router.push(`/clients/${id}?suspend=1`) }
  }
}
