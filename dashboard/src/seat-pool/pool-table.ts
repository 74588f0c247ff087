import { graphql } from '../gql/index.js'

export const PoolTable_pool = graphql(`fragment PoolTable_pool on SeatPool { plan minimum purchased allocated available }`)
