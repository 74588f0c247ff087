import type { InjectionKey, Ref } from 'vue'
import { onScopeDispose, watch } from 'vue'
import { required } from './inject.js'

export const pageSubjectKey: InjectionKey<Ref<string | undefined>> = Symbol('page subject')

/** Names what the page is about in the title of the document, behind the page's own title, while the component is there. */
export function usePageSubject(name: () => string | undefined): void {
  const subject = required(pageSubjectKey)
  // A name that cannot be read is an error of the page, which `watchEffect` would report as one of a callback.
  watch(name, now => subject.value = now, { immediate: true })
  onScopeDispose(() => subject.value = undefined)
}
