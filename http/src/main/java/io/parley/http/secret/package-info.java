/// Secrets for servers outside: they are stored, listed and deleted; nobody reads them. Start at
/// [io.parley.http.secret.SecretEndpoints].
package io.parley.http.secret;
