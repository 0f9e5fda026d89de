package io.parley.server.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.setting.Expect;
import io.parley.core.text.ConstantWord;
import io.parley.persistence.cluster.PostgresLease;
import io.parley.persistence.database.DatabaseSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the nodes of a cluster find each other, and what happens when they lose each other:
/// `parley.cluster`, explained in `reference.conf`.
///
/// @param seeds further nodes to ask, besides those recorded in the database
/// @param seenEvery the interval of a member's heartbeats; @param freshFor how long one counts
/// @param joinTimeout after which a start is abandoned
/// @param stopTimeout time for a node of `parley cluster` to stop
/// @param tls empty when nodes trust every peer that reaches their port
public record ClusterSettings(
    List<Seed> seeds,
    Duration seenEvery,
    Duration freshFor,
    Duration joinTimeout,
    SplitBrain splitBrain,
    Duration stopTimeout,
    Optional<ClusterTls> tls) {
  private static final String KEY = "parley.cluster.";
  private static final int PORT_MAX = 65_535;

  /// Which part survives when a cluster falls apart.
  public enum SplitBrain {
    /// The part with more nodes. Of two equal ones: the one with the lowest address, if that node
    /// lives.
    KEEP_MAJORITY,
    /// The part that gets the lease in the database; the larger part asks first.
    LEASE_MAJORITY;

    /// As in the settings, and as Pekko calls it.
    String key() {
      return ConstantWord.of(this);
    }
  }

  /// @param host a name or an address
  public record Seed(String host, int port) {
    static Seed parse(String text) {
      int colon = text.lastIndexOf(':');
      var host = colon < 1 ? "" : text.substring(0, colon);
      var port = text.substring(colon + 1);
      if (host.isBlank() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX)
        throw Expect.wrong(KEY + "seeds", text, "host:port, several separated by commas");
      return new Seed(host, Integer.parseInt(port));
    }
  }

  /// Three heartbeats may be missed before a record is too old.
  public ClusterSettings {
    seeds = List.copyOf(seeds);
    Expect.positive(KEY + "seen-every", seenEvery);
    Expect.less(KEY + "fresh-for", freshFor, KEY + "join-timeout", joinTimeout);
    Expect.less(
        KEY + "seen-every", seenEvery, "a third of " + KEY + "fresh-for", freshFor.dividedBy(3));
    Expect.positive(KEY + "stop-timeout", stopTimeout);
  }

  /// @param production whether nodes must authenticate each other, unless that is switched off
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static ClusterSettings from(Config config, boolean production) {
    var c = config.getConfig("parley.cluster");
    return new ClusterSettings(
        Arrays.stream(c.getString("seeds").split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Seed::parse)
            .toList(),
        c.getDuration("seen-every"),
        c.getDuration("fresh-for"),
        c.getDuration("join-timeout"),
        splitBrain(c.getString("split-brain")),
        c.getDuration("stop-timeout"),
        ClusterTls.from(config, production));
  }

  private static SplitBrain splitBrain(String text) {
    return Arrays.stream(SplitBrain.values())
        .filter(strategy -> strategy.key().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Expect.wrong(
                    KEY + "split-brain",
                    text,
                    Arrays.stream(SplitBrain.values())
                        .map(SplitBrain::key)
                        .collect(Collectors.joining(" or "))));
  }

  /// Settings of the actor system that override all others.
  ///
  /// @param database in use
  public Config pekko(DatabaseSettings database) {
    return ConfigFactory.parseString(
            "pekko.cluster.split-brain-resolver.active-strategy = " + splitBrain.key())
        .withFallback(PostgresLease.pekko(database))
        .withFallback(tls.map(ClusterTls::pekko).orElse(ConfigFactory.empty()));
  }
}
