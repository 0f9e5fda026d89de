// Prints a token by which a shop's backend says who its customer is. Needs only Node.js 18 or newer:
//
//     openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out shop-key.pem
//     node docs/examples/customer-token.mjs shop-key.pem c-17 Ada
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const SECONDS = 300;

/** For POST /v1/sessions, for five minutes. The id must come from your own sign-in, never from the request. */
export function customerToken(key, id, name) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: 'https://shop.example', aud: 'parley', sub: id, name, iat: now, exp: now + SECONDS };
  const input = [{ alg: 'ES256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

const [file, id, name] = process.argv.slice(2);
console.log(customerToken(createPrivateKey(readFileSync(file)), id, name));
