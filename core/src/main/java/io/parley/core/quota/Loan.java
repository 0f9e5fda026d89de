package io.parley.core.quota;

import java.time.Duration;

/// The lender's answer to a [Wish].
///
/// @param slot to name when permits of this loan are returned
/// @param permits that the node may use until [LentWindow#LOAN] after it asked; 0 if fewer are left
///   than it needs
/// @param left the rest of the quota, at least 0
/// @param retryAfter when something may be left again, where nothing is lent or left; else zero
public record Loan(long slot, long permits, long left, Duration retryAfter) {}
