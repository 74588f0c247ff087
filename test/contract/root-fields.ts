import type { RootFields, SubscriptionFields } from './root-case.js'

interface Feature {
  rootFields?: RootFields
  subscriptionFields?: SubscriptionFields
}

const features = Object.values(import.meta.glob<Feature>('./root-fields/*.ts', { eager: true }))

/** Every root field there is, from the file of its feature. A field of the schema that none of them has fails the walls test. */
export const rootFields: RootFields = {}
for (const feature of features) {
  for (const [name, cases] of Object.entries(feature.rootFields ?? {}))
    rootFields[name] = [...rootFields[name] ?? [], ...cases]
}

export const subscriptionFields: SubscriptionFields = Object.assign({}, ...features.map(feature => feature.subscriptionFields))
