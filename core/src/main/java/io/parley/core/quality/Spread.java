package io.parley.core.quality;

/// Where measured values lie.
///
/// @param count of values; @param p50 half of them are at most this; @param p95 19 of 20 are
public record Spread(long count, double p50, double p95) {}
