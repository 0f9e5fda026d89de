package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.transaction.TransactionTimes;
import java.net.InetSocketAddress;
import java.time.Duration;

/// @param bind of UDP and TCP; port 0 takes a free one
/// @param transactionsMax at once
/// @param connectionsMax of TCP at once
/// @param idle after which a connection without a whole message is closed
/// @param answersStrangers whether addresses that no trunk has get any answer
/// @param rate messages a second of one address that no trunk has; ten times as many in a burst
public record SipPortSettings(
    InetSocketAddress bind,
    MessageLimits limits,
    TransactionTimes times,
    int transactionsMax,
    int connectionsMax,
    Duration idle,
    boolean answersStrangers,
    int rate) {
  public SipPortSettings {
    for (int limit : new int[] {transactionsMax, connectionsMax, rate})
      if (limit < 1)
        throw new IllegalArgumentException("a limit: %d (expected: > 0)".formatted(limit));
    if (!idle.isPositive())
      throw new IllegalArgumentException("idle: %s (expected: > 0)".formatted(idle));
  }
}
