import type { initGraphQLTada, ResultOf } from 'gql.tada'
import type { introspection } from '../graphql-env.js'

interface Setup {
  introspection: introspection
  scalars: { DateTimeISO: string, ID: string, JSON: Record<string, unknown> }
}

declare const graphql: initGraphQLTada<Setup>

/** Carries the type that a document's text has, and is never called. */
const _typed = <const Text extends string>(text: Text) => graphql(text)

/** What a document answers, read from its text. */
export type DataOf<Text extends string> = ResultOf<ReturnType<typeof _typed<Text>>>
