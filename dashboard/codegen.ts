import type { CodegenConfig } from '@graphql-codegen/cli'

const config: CodegenConfig = {
  schema: '../schema/schema.graphql',
  documents: ['src/**/*.vue', 'src/**/*.ts', '!src/gql/**'],
  ignoreNoDocuments: true,
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'getFragment' } },
      config: {
        scalars: {
          DateTimeISO: 'string',
          JSON: 'Record<string, unknown>',
          ID: 'string',
        },
        strictScalars: true,
        useTypeImports: true,
        enumType: 'string-literal',
        enumsAsTypes: true,
      },
    },
  },
}

export default config
