package io.parley.voice.udp;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Time and chance of a leg.
///
/// @param nanos any monotonic clock
public record RtpLegSources(LongSupplier nanos, InstantSource wall, SecureRandom random) {}
