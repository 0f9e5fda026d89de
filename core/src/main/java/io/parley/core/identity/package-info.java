/// Ports of the module `identity`: what sign-in and tokens store. [SigningKeys] has the keys of
/// access tokens, [RefreshFamilies] the refresh tokens of a sign-in, [ApiKeys] the keys of
/// programs.
package io.parley.core.identity;
