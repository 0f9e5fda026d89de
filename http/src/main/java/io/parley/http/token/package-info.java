/// Tokens of HTTP clients. [io.parley.http.token.Tokens] issues customers' tokens and checks every
/// received one; the result is a [io.parley.core.access.Principal].
package io.parley.http.token;
