// A provider for ProviderSignInIT, over the npm package oidc-provider, with pages of its own: a person types a name and signs in, or
// cancels. Arguments: directory of the packages, port, where the client is sent back to, domain of the addresses. Prints its issuer.
import { generateKeyPairSync } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const [modules, port, callback, domain] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`).href);
const issuer = `http://127.0.0.1:${port}`;
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'k1' }] },
  clients: [{
    client_id: 'parley', client_secret: 'a secret of a test', redirect_uris: [callback],
    response_types: ['code'], grant_types: ['authorization_code'],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  cookies: { keys: ['of a test'] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@${domain}`, email_verified: true, name: `${id} of the shop` }),
  }),
});

const PAGE = `<!doctype html><title>Sign in at the shop</title><h1>The shop's own sign-in</h1>
<form method="post"><label>Name <input name="login" autocomplete="off"></label><button name="do" value="enter">Enter</button>
<button name="do" value="cancel">Cancel</button></form>`;

async function form(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

/** Its person agrees to everything. */
async function agreed({ params, session, grantId, prompt }) {
  const grant = (grantId && await provider.Grant.find(grantId))
    || new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  if (prompt.details.missingOIDCScope) grant.addOIDCScope(prompt.details.missingOIDCScope.join(' '));
  if (prompt.details.missingOIDCClaims) grant.addOIDCClaims(prompt.details.missingOIDCClaims);
  return { consent: { grantId: await grant.save() } };
}

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  const details = await provider.interactionDetails(ctx.req, ctx.res);
  let result;
  if (details.prompt.name !== 'login') {
    result = await agreed(details);
  } else if (ctx.method === 'POST') {
    const input = await form(ctx.req);
    result = input.get('do') === 'cancel' ? { error: 'access_denied' } : { login: { accountId: input.get('login') } };
  } else {
    ctx.type = 'html';
    ctx.body = PAGE;
    return undefined;
  }
  ctx.status = 303;
  return ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: true }));
});
provider.listen(Number(port), '127.0.0.1', () => console.log(issuer));
