package io.parley.voice.sip.call;

import io.parley.voice.leg.LegEvent;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Keys in INFO, as telephones and gateways have sent them before RFC 4733 and still do:
/// `application/dtmf-relay` with lines `Signal=5` and `Duration=160`, and `application/dtmf` with
/// the key alone. There is no standard.
final class InfoKeys {
  private static final MediaType RELAY = new MediaType("application", "dtmf-relay", Params.NONE);
  private static final MediaType PLAIN = new MediaType("application", "dtmf", Params.NONE);
  private static final String KEYS = "0123456789*#ABCD";
  private static final int BYTES_MAX = 256;
  private static final Duration USUAL = Duration.ofMillis(100);
  private static final int LONGEST_MILLIS = 10_000;

  private InfoKeys() {}

  /// @return empty when it is no key
  static Optional<LegEvent.Digit> key(Request info) {
    if (info.body().length() > BYTES_MAX) return Optional.empty();
    var text = info.body().text();
    if (info.isOf(PLAIN)) return digit(text.strip(), USUAL);
    if (!info.isOf(RELAY)) return Optional.empty();
    return value(text, "signal").flatMap(key -> digit(key, length(text)));
  }

  private static Optional<LegEvent.Digit> digit(String key, Duration length) {
    var upper = key.toUpperCase(Locale.ROOT);
    return upper.length() == 1 && KEYS.contains(upper)
        ? Optional.of(new LegEvent.Digit(upper.charAt(0), length))
        : Optional.empty();
  }

  private static Duration length(String text) {
    return value(text, "duration")
        .filter(number -> !number.isEmpty() && number.length() < 6)
        .filter(number -> number.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(number -> Duration.ofMillis(Math.min(LONGEST_MILLIS, Integer.parseInt(number))))
        .orElse(USUAL);
  }

  private static Optional<String> value(String text, String name) {
    return text.lines()
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equalsIgnoreCase(name))
        .map(parts -> parts[1].strip())
        .findFirst();
  }
}
