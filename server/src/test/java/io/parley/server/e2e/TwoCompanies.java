package io.parley.server.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Two organisations that stand side by side on a shared server, under names that are new at each
/// run. A test whose sessions need nobody of the installation has them in these.
final class TwoCompanies {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int DIGITS = 8;
  private static final Map<URI, List<String>> MADE = new HashMap<>();

  private TwoCompanies() {}

  /// Their slugs, by which visitors come to them. The first test that asks makes them.
  static synchronized List<String> on(SharedServer server)
      throws IOException, InterruptedException {
    var address = server.http("/");
    if (!MADE.containsKey(address)) MADE.put(address, made(server));
    return MADE.get(address);
  }

  private static List<String> made(SharedServer server) throws IOException, InterruptedException {
    var founders = Stream.of("larch", "birch").map(TwoCompanies::founder).toList();
    for (var founder : founders) founder.signUp(server);
    for (var founder : founders) founder.claim(server, server.management("/mails"));
    var slugs = founders.stream().map(Founder::slug).toList();
    // a node learns of addresses some moments later
    for (var slug : slugs) await().atMost(PATIENCE).until(() -> isServed(server, slug));
    return slugs;
  }

  private static Founder founder(String tree) {
    var slug = tree + "-" + UUID.randomUUID().toString().substring(0, DIGITS);
    return new Founder("Ada", "ada@%s.example".formatted(slug), "The shop " + slug, slug);
  }

  private static boolean isServed(SharedServer server, String slug)
      throws IOException, InterruptedException {
    return Caller.with("").status(server, "/widget?organisation=" + slug) == 200;
  }
}
