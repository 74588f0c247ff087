/** The same JSON twice: asked of Wardroom in GraphQL, and made by PostgreSQL in one prepared statement for the baseline. */
export const questions = {
  clients: '{ clients(first: 50) { edges { node { id name seats { bought occupied } userCounts { invited accepted confirmed revoked } lastEvent { id code at } } } } }',
  events: '{ events(first: 100, order: NEWEST_FIRST) { edges { node { id seq code at clientId clientName actor { id name } } } } }',
}

export const statements = {
  clients: `select json_build_object('data', json_build_object('clients', json_build_object('edges', json_agg(json_build_object('node', json_build_object(
      'id', c.id, 'name', c.name, 'seats', json_build_object('bought', c.seats, 'occupied', u.invited + u.accepted + u.confirmed),
      'userCounts', json_build_object('invited', u.invited, 'accepted', u.accepted, 'confirmed', u.confirmed, 'revoked', u.revoked),
      'lastEvent', json_build_object('id', c.provider_id || ':' || e.seq, 'code', e.code, 'at', e.at))) order by c.key, c.id))))::text answer
    from (select *, name_key key from client where provider_id = $1 order by name_key, id limit 50) c
    cross join lateral (select count(*) filter (where status = 'INVITED') invited, count(*) filter (where status = 'ACCEPTED') accepted, count(*) filter (where status = 'CONFIRMED') confirmed,
      count(*) filter (where status = 'REVOKED') revoked from client_user where client_id = c.id) u
    cross join lateral (select seq, code, at from event where client_id = c.id order by seq desc limit 1) e`,
  events: `select json_build_object('data', json_build_object('events', json_build_object('edges', json_agg(json_build_object('node', json_build_object(
      'id', provider_id || ':' || seq, 'seq', seq::text, 'code', code, 'at', at, 'clientId', client_id, 'clientName', client_name, 'actor', json_build_object('id', actor_id, 'name', actor_name)))))))::text answer
    from (select * from event where provider_id = $1 order by seq desc limit 100) e`,
}
