/// Digest authentication (RFC 3261, section 22; RFC 7616; SHA-256 in SIP: RFC 8760), both ends:
/// [io.parley.voice.sip.digest.DigestServer] challenges and checks,
/// [io.parley.voice.sip.digest.DigestClient] answers. Time, chance and secrets come from outside.
package io.parley.voice.sip.digest;
