package io.parley.sessions.quota;

import io.parley.core.quota.QuotaKind;
import java.time.Duration;

/// A quota is used up.
///
/// @param limit of the organisation
/// @param retryAfter when it may be worth while to ask again; above zero
public record Met(QuotaKind kind, long limit, Duration retryAfter) {}
