/// How people and programs prove themselves. Rules are pure: time and randomness are given, and
/// storage is behind ports in [io.parley.core.identity].
///
/// Start at [io.parley.identity.token.AccessTokens].
package io.parley.identity;
