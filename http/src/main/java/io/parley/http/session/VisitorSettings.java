package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.setting.Expect;
import io.parley.http.challenge.ChallengeSettings;
import io.parley.voice.desk.CallShares;
import java.time.Duration;

/// Limits on visitors' use of existing sessions: `parley.http.visitors`.
///
/// @param messages from customers; @param bytes of their text
/// @param addressesMax how many addresses are counted
/// @param calls how call capacity is shared
/// @param challenge demanded from starters while too many sessions are started
public record VisitorSettings(
    VisitorLimit messages,
    VisitorLimit bytes,
    int addressesMax,
    CallShares calls,
    ChallengeSettings challenge) {
  private static final String PATH = "parley.http.visitors.";

  public VisitorSettings {
    Expect.positive(PATH + "addresses-max", addressesMax);
    Expect.positive(PATH + "calls-per-address-max", calls.perAddressMax());
    Expect.between(PATH + "calls-reserve", calls.reserve(), 0, 0.9);
  }

  static VisitorSettings from(Config visitors) {
    var window = visitors.getDuration("window");
    Expect.positive(PATH + "window", window);
    return new VisitorSettings(
        limit(
            "messages",
            visitors.getLong("messages-per-address"),
            visitors.getLong("messages-per-block"),
            window),
        limit(
            "bytes",
            visitors.getBytes("bytes-per-address"),
            visitors.getBytes("bytes-per-block"),
            window),
        visitors.getInt("addresses-max"),
        new CallShares(
            visitors.getInt("calls-per-address-max"), visitors.getDouble("calls-reserve")),
        ChallengeSettings.from(visitors.getConfig("challenge")));
  }

  private static VisitorLimit limit(String what, long perAddress, long perBlock, Duration window) {
    Expect.positive(PATH + what + "-per-address", perAddress);
    Expect.positive(PATH + what + "-per-block", perBlock);
    // a higher limit for one address applies to its block, too
    return new VisitorLimit(perAddress, Math.max(perAddress, perBlock), Long.MAX_VALUE, window);
  }
}
