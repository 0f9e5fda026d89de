/// Tokens of HTTP clients. [io.parley.http.token.Tokens] makes those of customers and checks every
/// one that comes: what it stands for is a [io.parley.core.access.Principal].
package io.parley.http.token;
