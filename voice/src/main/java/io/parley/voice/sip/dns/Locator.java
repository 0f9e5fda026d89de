package io.parley.voice.sip.dns;

import io.parley.voice.sip.dns.Locating.Query;
import io.parley.voice.sip.transport.Peer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Finds hosts without making anyone wait: each search has a thread of its own and a time limit,
/// and what it finds is kept for a while. When the DNS does not answer, what was found last holds.
/// Beyond some thousand hosts those are forgotten that were found more than a minute ago. Thread
/// safe.
public final class Locator {
  private static final Logger LOG = LoggerFactory.getLogger(Locator.class);

  /// The JDK does not tell how long an answer of the DNS holds.
  static final Duration KEPT = Duration.ofMinutes(1);

  /// Hosts that organisations enter come and go.
  private static final int KNOWN_MAX = 5_000;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Locating rule;
  private final Dns dns;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final ConcurrentHashMap<Query, Found> known = new ConcurrentHashMap<>();

  private record Found(List<Peer> peers, Instant at) {}

  public Locator(Locating rule, Dns dns, RandomGenerator random, InstantSource clock) {
    this.rule = rule;
    this.dns = dns;
    this.random = random;
    this.clock = clock;
  }

  /// @param trouble the level in the log where the DNS does not answer: of names that organisations
  ///   enter it is no matter of the operator's
  /// @return the host's addresses in the order in which they are to be tried; empty if there is
  ///   none. It never fails
  public CompletionStage<List<Peer>> locate(Query query, Level trouble) {
    var last = known.get(query);
    if (last != null && last.at.plus(KEPT).isAfter(clock.instant()))
      return CompletableFuture.completedStage(last.peers);
    var found = new CompletableFuture<List<Peer>>();
    Thread.ofVirtual().name("sip-dns").start(() -> search(query, trouble, found));
    var otherwise = last == null ? List.<Peer>of() : last.peers;
    return found.completeOnTimeout(otherwise, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void search(Query query, Level trouble, CompletableFuture<List<Peer>> found) {
    try {
      var peers = rule.peers(query, dns, random);
      known.put(query, new Found(peers, clock.instant()));
      if (known.size() > KNOWN_MAX)
        known.values().removeIf(old -> old.at.plus(KEPT).isBefore(clock.instant()));
      found.complete(peers);
    } catch (IOException | RuntimeException e) {
      var last = known.get(query);
      LOG.atLevel(trouble)
          .log(
              "{} could not be found: {}; {}",
              query.host(),
              e.getMessage(),
              last == null ? "nothing is known of it" : "what was found before holds");
      found.complete(last == null ? List.of() : last.peers);
    }
  }
}
