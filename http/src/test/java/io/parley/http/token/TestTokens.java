package io.parley.http.token;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Tokens checked as by a server with the default settings.
public final class TestTokens {
  public static final TokenLifetimes LIFETIMES =
      new TokenLifetimes(Duration.ofHours(24), Duration.ofDays(7), Duration.ofHours(24));

  private static final SigningKey KEY =
      new SigningKey("k1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  private TestTokens() {}

  public static Tokens of(String agent, String operator) {
    return of(new TokenSettings(List.of(KEY), LIFETIMES, agent, operator));
  }

  public static Tokens of(TokenSettings settings) {
    return of(settings, new SimpleMeterRegistry());
  }

  public static Tokens of(TokenSettings settings, MeterRegistry registry) {
    var guesses = ConfigFactory.parseResources("reference.conf").resolve();
    return new Tokens(
        settings,
        new GuessLimiter(GuessSettings.from(guesses.getConfig("parley.tokens.guesses")), registry));
  }
}
