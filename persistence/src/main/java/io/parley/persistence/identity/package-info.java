/// What sign-in stores, in tables of no tenant: [io.parley.persistence.identity.JdbcCredentials] what
/// people prove themselves by, [io.parley.persistence.identity.JdbcPasswordResets] links for new
/// passwords, [io.parley.persistence.identity.JdbcRefreshFamilies] sign-ins,
/// [io.parley.persistence.identity.JdbcSigningKeys] the keys of access tokens.
package io.parley.persistence.identity;
