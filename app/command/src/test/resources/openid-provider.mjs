// An OpenID provider where anybody may sign in by typing an address, for the tests tagged "peer".
// Arguments: the folder of the package oidc-provider, the port, the address to return to, the client's secret.
const [folder, port, back, secret] = process.argv.slice(2);
const { Provider } = await import(`${folder}/lib/index.js`);

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: 'portals', client_secret: secret, redirect_uris: [back] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: [secret] },
  findAccount: (context, id) => ({
    accountId: id,
    claims: () => ({ sub: `subject of ${id}`, email: id, email_verified: !id.startsWith('unverified'), name: 'Bob at the provider' }),
  }),
  pkce: { required: () => true },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
