/// Accounts in tables of no tenant: [io.parley.persistence.identity.JdbcCredentials] has passwords
/// and second factors, [io.parley.persistence.identity.JdbcPasswordResets] links for new passwords,
/// [io.parley.persistence.identity.JdbcRefreshFamilies] sign-ins,
/// [io.parley.persistence.identity.JdbcSigningKeys] the keys of access tokens.
package io.parley.persistence.identity;
