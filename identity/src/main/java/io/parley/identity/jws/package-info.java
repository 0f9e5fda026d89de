/// Signed JSON Web Tokens (RFC 7515, RFC 7519) in the compact form, read strictly: one text has one
/// reading, and a key decides the algorithm, never the token. [io.parley.identity.jws.CompactJwt]
/// is a token that was read but not yet verified, [io.parley.identity.jws.VerificationKey] verifies
/// it. Algorithms are the JDK's; headers and claims are written and read with Nimbus.
package io.parley.identity.jws;
