import { registerEnumType } from 'type-graphql'

/** Names of the contract as an enum, so that they are written once: `Plan.TEAMS` is `'TEAMS'`. */
export function enumOf<Name extends string>(names: readonly Name[]): { readonly [Key in Name]: Key } {
  return Object.fromEntries(names.map(name => [name, name])) as { [Key in Name]: Key }
}

/** Makes an enum part of the API, with what it is for and what each of its values means. */
export function describeEnum<Enum extends Record<string, string>>(
  values: Enum,
  name: string,
  description: string,
  meanings: Readonly<Record<keyof Enum, string>>,
): void {
  const valuesConfig = Object.fromEntries(Object.keys(values).map(value => [value, { description: meanings[value] }]))
  registerEnumType<object>(values, { name, description, valuesConfig })
}
