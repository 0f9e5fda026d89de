package io.parley.tools.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Words of one language, each of which tells something; see [Cue].
final class Cues {
  /// A half without a question word has at least so many words.
  private static final int HALF_WORDS_MIN = 3;

  /// A wish is known by its first words.
  private static final int WISH_WORDS = 4;

  private static final int WISHES_MAX = 4;

  private final Map<Cue, List<String>> phrases = new EnumMap<>(Cue.class);
  private final Set<String> common;
  private final Set<String> light;
  private final Set<String> goOn;
  private final Set<String> goOnWith;
  private final boolean verbLast;

  /// @param document `{"common": [word, …], "light": …}`
  Cues(JsonNode document) {
    for (var cue : Cue.values()) {
      var words = new ArrayList<String>();
      document.path(cue.key()).forEach(word -> words.add(Folded.of(word.asText())));
      phrases.put(cue, List.copyOf(words));
    }
    this.common = single(Cue.COMMON);
    this.light = single(Cue.LIGHT);
    this.goOn = single(Cue.GO_ON);
    this.goOnWith = single(Cue.GO_ON_WITH);
    this.verbLast = document.path("verb-last").asBoolean();
  }

  boolean has(Cue cue, String text) {
    var folded = Folded.of(text);
    return phrases.get(cue).stream().anyMatch(folded::contains);
  }

  boolean beginsWith(Cue cue, String text) {
    var folded = Folded.of(text);
    return phrases.get(cue).stream().anyMatch(folded::startsWith);
  }

  /// How many of the text's words are common in this language.
  long commonIn(String text) {
    return Folded.words(text).stream().filter(common::contains).count();
  }

  /// The text's words that tell its subject; numbers do not.
  List<String> content(String text) {
    return Folded.words(text).stream()
        .filter(word -> !light.contains(word) && !Character.isDigit(word.charAt(0)))
        .toList();
  }

  /// Whether the customer wants to hear the rest of an answer, and nothing else: all the words are
  /// known.
  boolean wantsMore(String text) {
    var words = Folded.words(text);
    return words.stream().anyMatch(goOn::contains)
        && words.stream().allMatch(word -> goOn.contains(word) || goOnWith.contains(word));
  }

  /// Whether the words ask for a ticket explicitly.
  boolean wantsTicket(String text) {
    return text.lines().anyMatch(this::lineWantsTicket);
  }

  private boolean lineWantsTicket(String line) {
    var folded = Folded.of(line);
    return phrases.get(Cue.WANTS).stream()
        .anyMatch(
            verb -> {
              int at = folded.indexOf(verb);
              if (at < 0) return false;
              var rest = verbLast ? folded : folded.substring(at + verb.length() - 1);
              return phrases.get(Cue.TICKET).stream().anyMatch(rest::contains);
            });
  }

  /// The two halves of "how much is it and when does it come".
  List<String> halves(String text) {
    var halves = new ArrayList<String>();
    var words = List.of(text.split("\\s+"));
    int from = 0;
    for (int at = 1; at + 1 < words.size(); at++)
      if (is(Cue.AND, words.get(at)) && beginsHalf(words, from, at)) {
        halves.add(String.join(" ", words.subList(from, at)));
        from = at + 1;
      }
    halves.add(String.join(" ", words.subList(from, words.size())));
    return halves;
  }

  /// Wishes behind an "and" or a "but": "I bought boots and I want to send them back" has one.
  List<String> wishes(String text) {
    var words = List.of(text.split("\\s+"));
    return IntStream.range(1, words.size())
        .filter(at -> joins(words.get(at - 1)) && beginsWish(words, at))
        .limit(WISHES_MAX)
        .mapToObj(at -> String.join(" ", words.subList(at, words.size())))
        .toList();
  }

  private boolean joins(String word) {
    return is(Cue.AND, word) || is(Cue.FOLLOW_UP, word);
  }

  private boolean beginsWish(List<String> words, int at) {
    int end = Math.min(at + WISH_WORDS, words.size());
    return beginsWith(Cue.WISHES, String.join(" ", words.subList(at, end)));
  }

  /// After a comma, a half may begin with any word: "was kostet der Versand, und kommt da noch Zoll
  /// dazu?"
  private boolean beginsHalf(List<String> words, int from, int at) {
    if (is(Cue.QUESTION, words.get(at + 1))) return true;
    return words.get(at - 1).endsWith(",")
        && words.getLast().endsWith("?")
        && words.size() - at > HALF_WORDS_MIN
        && words.subList(from, at).stream().anyMatch(word -> is(Cue.QUESTION, word));
  }

  private boolean is(Cue cue, String word) {
    return phrases.get(cue).contains(Folded.of(word));
  }

  private Set<String> single(Cue cue) {
    return new HashSet<>(phrases.get(cue).stream().map(String::strip).toList());
  }
}
