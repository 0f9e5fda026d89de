/// Sign-in at an organisation's own provider by OpenID Connect (Core 1.0): the code flow with PKCE
/// (RFC 7636), bound to the browser that began it. Start at [io.parley.identity.oidc.OidcSignIns].
/// Messages are made and read with Nimbus' SDK; requests take the guarded way out, since
/// organisations choose the addresses; ID tokens are verified as all tokens here are.
/// [io.parley.identity.oidc.PasswordGate] says where passwords do not count any more.
package io.parley.identity.oidc;
