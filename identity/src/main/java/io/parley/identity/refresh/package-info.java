/// Refresh tokens: opaque, stored as hashes, replaced at each use. A token that is used again tells
/// that two parties have it, and ends the sign-in. [io.parley.identity.refresh.RefreshRules] are
/// the rules, [io.parley.identity.refresh.RefreshTokens] is the shell.
package io.parley.identity.refresh;
