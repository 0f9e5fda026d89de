/// Ports of the module `identity`: what sign-in and tokens store, and what it checks for protocols.
/// [Credentials] has people's passwords and second factors, [PasswordResets] the links by which
/// they set a new password, [RefreshFamilies] the refresh tokens of a sign-in, [SigningKeys] the
/// keys of access tokens, [ApiKeys] the keys of programs. [CustomerProofs] checks the tokens of a
/// company's own backend.
package io.parley.core.identity;
