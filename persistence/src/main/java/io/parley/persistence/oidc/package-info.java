/// Organisations' providers of sign-ins in tables of tenants:
/// [io.parley.persistence.oidc.JdbcOidcConnections] has the providers,
/// [io.parley.persistence.oidc.JdbcOidcFlows] the sign-ins under way,
/// [io.parley.persistence.oidc.JdbcOidcSubjects] the members that providers' subjects are.
package io.parley.persistence.oidc;
