/** Names of the contract as an enum, so that they are written once: `Plan.TEAMS` is `'TEAMS'`. */
export function enumOf<Name extends string>(names: readonly Name[]): { readonly [Key in Name]: Key } {
  return Object.fromEntries(names.map(name => [name, name])) as { [Key in Name]: Key }
}
