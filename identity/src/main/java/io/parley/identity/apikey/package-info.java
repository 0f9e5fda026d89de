/// Keys of an organisation's programs: `pk_…`, with scopes, an end, and addresses that may use
/// them. [io.parley.identity.apikey.ApiKeyTokens] issues and checks them.
package io.parley.identity.apikey;
