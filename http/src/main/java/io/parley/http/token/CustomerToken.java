package io.parley.http.token;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;

/// The content of a customer's token.
///
/// @param session that it opens
/// @param expiresAt when the token expires
/// @param since when the first token of its line of renewals was issued
public record CustomerToken(SessionKey session, Instant expiresAt, Instant since) {}
