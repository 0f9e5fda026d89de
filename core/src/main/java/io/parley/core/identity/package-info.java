/// Ports of the module `identity`: what sign-in and tokens store, and what it checks for protocols.
/// [SigningKeys] has the keys of access tokens, [RefreshFamilies] the refresh tokens of a sign-in,
/// [ApiKeys] the keys of programs. [CustomerProofs] checks the tokens of a company's own backend.
package io.parley.core.identity;
