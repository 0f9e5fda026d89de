/// Secrets for servers outside: operators store, list and delete them; nobody reads them. Start at
/// [io.parley.http.secret.SecretEndpoints].
package io.parley.http.secret;
