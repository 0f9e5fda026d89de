package io.parley.voice.sip.transport;

import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.transaction.TransactionTimes;
import java.net.InetSocketAddress;

/// @param bind of UDP and TCP; port 0 takes a free one
/// @param transactionsMax at once
/// @param connections of TCP and TLS
/// @param answersStrangers whether addresses that no trunk has get any answer
/// @param rate messages a second of one address that no trunk has; ten times as many in a burst
public record SipPortSettings(
    InetSocketAddress bind,
    MessageLimits limits,
    TransactionTimes times,
    int transactionsMax,
    ConnectionLimits connections,
    boolean answersStrangers,
    int rate) {
  public SipPortSettings {
    for (int limit : new int[] {transactionsMax, rate})
      if (limit < 1)
        throw new IllegalArgumentException("a limit: %d (expected: > 0)".formatted(limit));
  }
}
