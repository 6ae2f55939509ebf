// A real OpenID Connect provider on the loopback: node provider.mjs '{"port": …, "client": {…}, "keys": […], "people": {…}}'
import * as oidc from 'oidc-provider'

const { port, client, keys, people } = JSON.parse(process.argv[2])
const issuer = `http://127.0.0.1:${port}`

const provider = new oidc.Provider(issuer, {
  clients: [client],
  jwks: { keys },
  claims: { openid: ['sub', 'orcid'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: client.client_id !== 'talkative',
  cookies: { keys: ['only for tests'] },
  pkce: { required: () => true },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
})

provider.listen(port, '127.0.0.1', () => process.stdout.write('listening\n'))
// Whoever started it holds its standard input open: it ends with them, however they end.
process.stdin.on('end', () => process.exit(0)).resume()
