/// The certificates of ports (TLS 1.3 and 1.2, RFC 8446 and 5246), read from PEM files (RFC 7468)
/// and read again when these change.
package io.parley.http.tls;
