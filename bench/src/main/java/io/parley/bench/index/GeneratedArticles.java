package io.parley.bench.index;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.ArticleChange;
import io.parley.core.knowledge.ArticleChange.Place;
import io.parley.core.knowledge.ArticleHash;
import io.parley.core.knowledge.Articles;
import io.parley.core.tenant.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Articles of ten sections of made-up words, each made when it is read: the same number gives the
/// same article. An article is about a topic, whose words are half of its own, so that meanings
/// have neighbours as real ones do; the other words are as frequent as Zipf's law has it. Or of
/// given sentences in random order, for an embedder that knows words.
final class GeneratedArticles implements Articles {
  static final int SECTIONS = 10;
  private static final int WORDS = 60;

  /// As many words in sentences take.
  private static final int SECTION_CHARS = 340;

  private static final int VOCABULARY = 60_000;
  private static final int TOPICS = 4_000;
  private static final int TOPIC_WORDS = 40;
  private static final int QUESTION_WORDS = 7;
  private static final String[] SYLLABLES = {
    "ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa"
  };

  /// Articles without a removal, by number; the version of each.
  private final ConcurrentSkipListMap<Place, Boolean> changes = new ConcurrentSkipListMap<>();

  private final List<String> sentences;
  private volatile long version;

  /// @param sentences of sections; none: made-up words
  GeneratedArticles(List<String> sentences) {
    this.sentences = List.copyOf(sentences);
  }

  /// @param from of the first article's number
  void add(int from, int articles) {
    long next = version + 1;
    IntStream.range(from, from + articles)
        .forEach(number -> changes.put(new Place(next, ref(number)), true));
    version = next;
  }

  /// @param was the version that added it
  void remove(int number, long was) {
    long next = version + 1;
    changes.remove(new Place(was, ref(number)));
    changes.put(new Place(next, ref(number)), false);
    version = next;
  }

  /// In the words of one section of an article.
  String question(int number, RandomGenerator random) {
    var words = words(number, random.nextInt(SECTIONS)).split("[ .]+", 0);
    var question = new StringBuilder();
    for (int i = 0; i < QUESTION_WORDS; i++)
      question.append(words[random.nextInt(words.length)]).append(' ');
    return question.toString();
  }

  static String ref(int number) {
    return String.format(Locale.ROOT, "a%08d", number);
  }

  @Override
  public CompletionStage<List<Article>> all(TenantId tenant) {
    throw new UnsupportedOperationException("an index follows changes");
  }

  @Override
  public CompletionStage<Long> version(TenantId tenant) {
    return CompletableFuture.completedFuture(version);
  }

  @Override
  public CompletionStage<Map<TenantId, Long>> versions(Set<TenantId> tenants) {
    return CompletableFuture.completedFuture(Map.of(TenantId.DEFAULT, version));
  }

  @Override
  public CompletionStage<List<ArticleChange>> changes(TenantId tenant, Place after, int limit) {
    return CompletableFuture.completedFuture(
        changes.tailMap(after, false).entrySet().stream()
            .limit(limit)
            .map(
                entry ->
                    new ArticleChange(
                        entry.getKey(),
                        Optional.of(article(entry.getKey().ref())).filter(_ -> entry.getValue())))
            .toList());
  }

  @Override
  public CompletionStage<List<ArticleHash>> hashes(TenantId tenant, String after, int limit) {
    return CompletableFuture.completedFuture(
        changes.entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(entry -> entry.getKey().ref())
            .filter(ref -> ref.compareTo(after) > 0)
            .sorted()
            .limit(limit)
            .map(ref -> article(ref).hash())
            .toList());
  }

  @Override
  public CompletionStage<List<Article>> find(TenantId tenant, Collection<String> refs) {
    return CompletableFuture.completedFuture(refs.stream().map(this::article).toList());
  }

  @Override
  public CompletionStage<Void> save(TenantId tenant, List<Article> articles) {
    throw new UnsupportedOperationException("articles are added by number");
  }

  @Override
  public CompletionStage<Void> remove(TenantId tenant, Collection<String> refs) {
    throw new UnsupportedOperationException("articles are removed by number");
  }

  private Article article(String ref) {
    int number = Integer.parseInt(ref.substring(1));
    var body = new StringBuilder();
    for (int section = 0; section < SECTIONS; section++)
      body.append("## ")
          .append(question(number, random(number, section + SECTIONS)))
          .append('\n')
          .append(words(number, section))
          .append("\n\n");
    return new Article(ref, word(topicWord(number, 0)) + " " + number, List.of(), body.toString());
  }

  private String words(int number, int section) {
    var random = random(number, section);
    var text = new StringBuilder();
    if (!sentences.isEmpty()) {
      while (text.length() < SECTION_CHARS)
        text.append(sentences.get(random.nextInt(sentences.size()))).append(' ');
      return text.toString();
    }
    for (int i = 1; i <= WORDS; i++) {
      boolean ofTopic = random.nextBoolean();
      int word = ofTopic ? topicWord(number, random.nextInt(TOPIC_WORDS)) : frequent(random);
      text.append(word(word)).append(i % 12 == 0 ? ". " : " ");
    }
    return text.toString();
  }

  private static int topicWord(int number, int index) {
    return random(number % TOPICS, -1 - index).nextInt(VOCABULARY);
  }

  /// A word's rank is as likely as one over it.
  private static int frequent(RandomGenerator random) {
    return (int) Math.exp(random.nextDouble() * Math.log(VOCABULARY)) - 1;
  }

  private static String word(int number) {
    var word = new StringBuilder();
    for (int rest = number + SYLLABLES.length; rest > 0; rest /= SYLLABLES.length)
      word.append(SYLLABLES[rest % SYLLABLES.length]);
    return word.toString();
  }

  private static RandomGenerator random(int number, int part) {
    return new SplittableRandom(number * 1_000_003L + part);
  }
}
