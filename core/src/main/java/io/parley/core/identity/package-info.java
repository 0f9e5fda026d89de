/// Ports of the module `identity`: what sign-in and tokens store. [SigningKeys] has the keys of
/// access tokens.
package io.parley.core.identity;
