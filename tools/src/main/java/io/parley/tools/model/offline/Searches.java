package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Wish.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words with which the help centre is searched: the customer's own, those of the topic whose
/// examples they are like, or either with what the question goes on with.
///
/// @param answerScore score from which on a passage answers the question
record Searches(Language language, Classifier classifier, double answerScore) {
  /// With no more words of its own than this, a question goes on with the one before it.
  private static final int OWN_CONTENT = 1;

  /// From this nearness on a topic is what the customer asks for.
  private static final double TOPIC = 0.28;

  /// The customer's own words are trusted more than the topic from this score on.
  private static final double CLEAR = 0.85;

  /// @param before what was asked or quoted before
  List<Search> of(String part, Optional<String> before, Guess guess) {
    var own = topic(guess);
    if (before.isEmpty() || !goesOn(part)) return searches(part, part, own);
    var whole = before.get() + ": " + part;
    var joined = topic(classifier.guess(whole));
    if (isBare(part)) return searches(whole, part, joined.or(() -> own));
    var searches = new ArrayList<>(searches(part, part, own.or(() -> joined)));
    if (own.isEmpty() && joined.isEmpty()) searches.add(new Search(whole, part, answerScore));
    return searches;
  }

  /// Whether the part makes sense only with the one before it.
  boolean goesOn(String part) {
    return isBare(part)
        || language.cues().beginsWith(Cue.FOLLOW_UP, part)
        || language.cues().has(Cue.BACK, part);
  }

  boolean hasTopic(Guess guess) {
    return topic(guess).isPresent();
  }

  private boolean isBare(String part) {
    return language.cues().content(part).size() <= OWN_CONTENT;
  }

  /// The sentence embedder finds other words than those of any example: where it knows the language
  /// the customer's words are searched too.
  private List<Search> searches(String words, String part, Optional<Guess.Topic> topic) {
    if (topic.isEmpty()) return List.of(new Search(words, part, answerScore));
    var search = new Search(topic.get().search(), "", answerScore);
    return language.isEmbedded() ? List.of(new Search(words, part, CLEAR), search) : List.of(search);
  }

  private static Optional<Guess.Topic> topic(Guess guess) {
    return guess.topic().filter(topic -> topic.score() >= TOPIC);
  }
}
