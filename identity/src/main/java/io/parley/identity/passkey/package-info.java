/// Verifies passkeys (WebAuthn, level 2). [io.parley.identity.passkey.PasskeyCheck] alone knows the
/// library; [io.parley.identity.passkey.RelyingSite] says for which address passkeys count. It
/// stores nothing and knows no request: challenges, counters and sign-ins are those of
/// `io.parley.identity.account`.
package io.parley.identity.passkey;
