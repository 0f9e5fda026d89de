package io.parley.tools.model.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parley.core.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The answers of this node, in memory: bounded in number and bytes, none older than the time to
/// live, and none from an older version of the knowledge base. Thread safe.
final class KeptAnswers {
  private final Cache<Question, KeptAnswer> answers;
  private final Map<TenantId, Long> newest = new ConcurrentHashMap<>();
  private final Map<TenantId, Long> erasures = new ConcurrentHashMap<>();
  private final double threshold;

  KeptAnswers(ResponseCacheSettings settings, Ticker ticker) {
    this.threshold = settings.semantic().threshold();
    // Caffeine bounds a number or a weight, not both: an entry that weighs at least its share of
    // the bytes bounds the number, too
    int share = (int) Math.min(Integer.MAX_VALUE, settings.bytesMax() / settings.entriesMax());
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(Math.max(settings.bytesMax(), settings.entriesMax()))
            .weigher((Question q, KeptAnswer a) -> Math.max(a.bytes(q), Math.max(1, share)))
            // counted from the answer, whose vector comes later
            .expireAfter(Expiry.creating((_, _) -> settings.ttl()))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /// How often the tenant's answers were erased.
  long erasures(TenantId tenant) {
    return erasures.getOrDefault(tenant, 0L);
  }

  /// Keeps an answer, unless the tenant's were erased after it was asked for: another model may
  /// have given it.
  ///
  /// @param erasures before it was asked for
  void keep(Question question, KeptAnswer answer, long erasures) {
    var tenant = question.space().tenant();
    if (erasures(tenant) != erasures) return;
    answers.put(question, answer);
    // meanwhile
    if (erasures(tenant) != erasures) answers.invalidate(question);
  }

  /// Adds the vector of the question. The answer keeps its age, and one that was evicted meanwhile
  /// does not come back.
  void learn(Question question, float[] meaning) {
    answers.asMap().computeIfPresent(question, (_, answer) -> answer.withMeaning(meaning));
  }

  Optional<KeptAnswer> exact(Question question) {
    return Optional.ofNullable(answers.getIfPresent(question));
  }

  /// Whether there is any answer to a question that might mean the same: only then its vector is
  /// worth computing.
  boolean mayMeanTheSame(Question question, Gist gist) {
    return answers.asMap().entrySet().stream()
        .anyMatch(entry -> isCandidate(entry, question, gist));
  }

  /// The answer to the question that is nearest in meaning, if it is near enough.
  Optional<KeptAnswer> like(Question question, Gist gist, float[] meaning) {
    Question nearest = null;
    double best = threshold;
    for (var entry : answers.asMap().entrySet()) {
      if (!isCandidate(entry, question, gist)) continue;
      double cosine = cosine(entry.getValue().meaning().orElseThrow(), meaning);
      if (cosine < best) continue;
      best = cosine;
      nearest = entry.getKey();
    }
    return nearest == null ? Optional.empty() : exact(nearest);
  }

  /// Drops answers from older versions of the tenant's knowledge base.
  void outdated(Space space) {
    var tenant = space.tenant();
    var before = newest.get(tenant);
    newest.merge(tenant, space.knowledge(), Math::max);
    if (before == null || before >= space.knowledge()) return;
    answers
        .asMap()
        .keySet()
        .removeIf(
            question ->
                question.space().tenant().equals(tenant)
                    && question.space().knowledge() < space.knowledge());
  }

  void erase(TenantId tenant) {
    erasures.merge(tenant, 1L, Long::sum);
    answers.asMap().keySet().removeIf(question -> question.space().tenant().equals(tenant));
  }

  int count(TenantId tenant) {
    answers.cleanUp();
    return (int)
        answers.asMap().keySet().stream()
            .filter(question -> question.space().tenant().equals(tenant))
            .count();
  }

  int count() {
    answers.cleanUp();
    return answers.asMap().size();
  }

  /// How many can be found by their meaning.
  int countWithMeaning() {
    return (int)
        answers.asMap().values().stream().filter(answer -> answer.meaning().isPresent()).count();
  }

  private static boolean isCandidate(
      Map.Entry<Question, KeptAnswer> entry, Question question, Gist gist) {
    return entry.getKey().space().equals(question.space())
        && entry.getValue().meaning().isPresent()
        && entry.getValue().gist().isLike(gist);
  }

  /// Of vectors of length 1.
  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }
}
