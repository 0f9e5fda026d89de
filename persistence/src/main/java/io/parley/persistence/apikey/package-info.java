/// API keys of organisations' programs, in a table. Start at
/// [io.parley.persistence.apikey.JdbcApiKeys].
package io.parley.persistence.apikey;
