/// Ports of the module `identity`: what sign-in and tokens store, and what it checks for protocols.
/// [Credentials] has people's passwords and second factors, [PasswordResets] the links by which
/// they set a new password, [RefreshFamilies] the refresh tokens of a sign-in, [SigningKeys] the
/// keys of access tokens, [ApiKeys] the keys of programs, [ServiceAccounts] the accounts for which
/// keys act. [CustomerProofs] checks the tokens of a company's own backend. [OidcConnections] has
/// the providers by which people of an organisation sign in, [OidcFlows] the sign-ins under way,
/// [OidcSubjects] which members their people are. [DirectoryUsers] has the people whom an
/// organisation's directory has named.
package io.parley.core.identity;
