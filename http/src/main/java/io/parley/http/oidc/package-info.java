/// Sign-in at an organisation's own provider by OpenID Connect: [io.parley.http.oidc.OidcEndpoints]
/// sends browsers there and takes them back, and has the providers of an organisation. The rules
/// are in `io.parley.identity.oidc`.
package io.parley.http.oidc;
