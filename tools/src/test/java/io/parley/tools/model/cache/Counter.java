package io.parley.tools.model.cache;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.model.Prompt;
import io.parley.core.tenant.TenantId;
import io.parley.tools.fake.Heard;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A shop's help desk with a cache in front of its model: a whole turn for each question, and a
/// clock that only the test moves.
final class Counter implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final CountingModel model = new CountingModel();
  final Dictionary dictionary = new Dictionary();
  final AtomicLong now = new AtomicLong();
  final Map<TenantId, Long> knowledge = new ConcurrentHashMap<>();
  final CachedModel cache;

  Counter() {
    this("");
  }

  /// @param settings laid over the defaults, within `parley.response-cache`
  Counter(String settings) {
    var config =
        ConfigFactory.parseString("parley.response-cache { chunk.delay = 0ms, " + settings + " }")
            .withFallback(ConfigFactory.load());
    cache =
        new CachedModel(
            model,
            new ShopTools(),
            tenant ->
                knowledge.getOrDefault(tenant, 1L) == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(knowledge.getOrDefault(tenant, 1L)),
            dictionary,
            ResponseCacheSettings.from(config),
            now::get);
  }

  /// One call of the model.
  Heard call(Prompt prompt) {
    var heard = new Heard();
    cache.start(prompt, heard);
    return heard;
  }

  /// A whole turn: a call, the search if it is wanted, and the call after that.
  Heard turn(Asked asked) {
    var first = call(asked.prompt());
    return first.completion().toolRequests().isEmpty() ? first : call(asked.searched().prompt());
  }

  String ask(Asked asked) {
    var heard = turn(asked);
    heard.completion();
    return heard.text();
  }

  String ask(String question) {
    return ask(Asked.question(question));
  }

  /// Until so many answers can be found by what their questions mean.
  void awaitMeanings(int count) {
    await().atMost(PATIENCE).until(() -> cache.meaningsKnown() == count);
  }

  CacheStatistics statistics() {
    return cache.statistics(TenantId.DEFAULT);
  }

  void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Override
  public void close() {
    cache.close();
  }
}
