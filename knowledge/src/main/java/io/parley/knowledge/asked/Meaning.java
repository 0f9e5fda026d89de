package io.parley.knowledge.asked;

import io.parley.core.knowledge.asked.AskedStore.Arriving;
import io.parley.core.knowledge.asked.AskedStore.Choice;
import io.parley.core.knowledge.asked.AskedStore.Known;
import io.parley.knowledge.language.Language;
import io.parley.knowledge.language.WordAnalyzers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Chooses the group of the same meaning: the nearest one of the same language by vectors, or by
/// words where one of both has no vector.
final class Meaning implements Choice {
  private final double likeness;
  private final double sharedWords;

  Meaning(AskedSettings settings) {
    this.likeness = settings.likeness();
    this.sharedWords = settings.sharedWords();
  }

  @Override
  public OptionalLong of(Arriving question, List<Known> groups) {
    var language = Language.ofTag(question.language());
    var words = words(question.question().text(), language);
    var nearest = OptionalLong.empty();
    double most = 0;
    for (var group : groups) {
      if (!mayShare(question.language(), group.language())) continue;
      double near = nearness(question, words, language, group);
      if (near >= 1 && near > most) {
        most = near;
        nearest = OptionalLong.of(group.id());
      }
    }
    return nearest;
  }

  /// At least 1: the same meaning.
  private double nearness(Arriving question, Set<String> words, Language language, Known group) {
    double byWords = shared(words, words(group.text(), language)) / sharedWords;
    var one = question.vector();
    var other = group.vector().filter(v -> one.isPresent() && v.length == one.get().length);
    if (one.isEmpty() || other.isEmpty()) return byWords;
    return Math.max(byWords, dot(one.get(), other.get()) / likeness);
  }

  /// A text that tells no language may be of any.
  private static boolean mayShare(String one, String other) {
    var unknown = Language.OTHER.tag();
    return one.equals(other) || one.equals(unknown) || other.equals(unknown);
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) sum += one[i] * other[i];
    return sum;
  }

  /// Jaccard's index.
  private static double shared(Set<String> one, Set<String> other) {
    if (one.isEmpty() || other.isEmpty()) return 0;
    var both = new HashSet<>(one);
    both.retainAll(other);
    return (double) both.size() / (one.size() + other.size() - both.size());
  }

  /// Stems, without stop words.
  private static Set<String> words(String text, Language language) {
    try (var stream = WordAnalyzers.stemmed(language).tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      var words = new HashSet<String>();
      stream.reset();
      while (stream.incrementToken()) words.add(term.toString());
      stream.end();
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
