import type { InjectionKey, Ref } from 'vue'
import { onScopeDispose, watchEffect } from 'vue'
import { required } from './inject.js'

export const pageSubjectKey: InjectionKey<Ref<string | undefined>> = Symbol('page subject')

/** Names what the page is about in the title of the document, behind the page's own title, while the component is there. */
export function usePageSubject(name: () => string | undefined): void {
  const subject = required(pageSubjectKey)
  watchEffect(() => subject.value = name())
  onScopeDispose(() => subject.value = undefined)
}
