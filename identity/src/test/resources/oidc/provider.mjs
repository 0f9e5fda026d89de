// A provider for OidcProviderIT, over the npm package oidc-provider. Its person signs in and agrees at once.
// Arguments: directory of the packages, algorithm of ID tokens, whether they hold the claims of scopes. Prints its issuer.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [modules, algorithm, inIdToken] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`).href);

const pairs = {
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
};
const keys = Object.entries(pairs).map(([alg, make]) => ({
  ...make().privateKey.export({ format: 'jwk' }), use: 'sig', alg, kid: alg,
}));

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    jwks: { keys },
    enabledJWA: { idTokenSigningAlgValues: Object.keys(pairs) },
    clients: [{
      client_id: 'parley-at-shop',
      client_secret: 's3cret: with & odd % signs',
      redirect_uris: ['https://parley.example/v1/sign-ins/oidc/00000000-0000-0007-0000-000000000007/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: algorithm,
    }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: inIdToken !== 'true',
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['of a test'] },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: 'ada@shop.example', email_verified: true, name: 'Ada Byron' }),
    }),
  });
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next();
    const { prompt, params, session, grantId } = await provider.interactionDetails(ctx.req, ctx.res);
    let result;
    if (prompt.name === 'login') {
      result = { login: { accountId: '248289761001' } };
    } else {
      const grant = (grantId && await provider.Grant.find(grantId))
        || new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
      if (prompt.details.missingOIDCScope) grant.addOIDCScope(prompt.details.missingOIDCScope.join(' '));
      if (prompt.details.missingOIDCClaims) grant.addOIDCClaims(prompt.details.missingOIDCClaims);
      result = { consent: { grantId: await grant.save() } };
    }
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: true }));
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
