/// API keys of organisations' programs, over HTTP. [io.parley.http.apikey.ApiKeyAuthenticator]
/// checks a request's key before its endpoint gets the request, over
/// [io.parley.http.apikey.HeldApiKeys], a cache of seconds; [io.parley.http.apikey.ApiKeyEndpoints]
/// makes, lists and revokes keys.
package io.parley.http.apikey;
