/// Secrets for servers outside, encrypted at rest. Start at
/// [io.parley.persistence.secret.JdbcSecrets]; [io.parley.persistence.secret.Keyring] holds the
/// keys, which are never in the database.
package io.parley.persistence.secret;
