package io.parley.core.organisation;

import java.time.Instant;
import java.util.Optional;

/// Progress of the erasure of a deleted organisation.
///
/// @param rows of tables that were deleted so far
/// @param objects of the object storage that were deleted so far, except some that a node deleted
///   just before it died
/// @param doneAt the time at which nothing was left; empty while the erasure goes on
public record Erasure(Instant begunAt, long rows, long objects, Optional<Instant> doneAt) {}
