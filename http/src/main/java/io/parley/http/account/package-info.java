/// Accounts of people, over HTTP. [io.parley.http.account.AccessTokenAuthenticator] checks a
/// request's access token before its endpoint gets the request;
/// [io.parley.http.account.AccountEndpoints] has sign-up, sign-in, links of mails, passwords and
/// second factors; [io.parley.http.account.HolderCheck] looks whether an open connection's holder
/// still has what it was opened with. The services are those of `io.parley.identity.account`.
package io.parley.http.account;
