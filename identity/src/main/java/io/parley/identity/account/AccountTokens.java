package io.parley.identity.account;

import io.parley.identity.refresh.RefreshTokens;
import io.parley.identity.token.AccessTokens;

/// The tokens of sign-ins.
public record AccountTokens(Keys keys, AccessTokens access, RefreshTokens refresh) {}
