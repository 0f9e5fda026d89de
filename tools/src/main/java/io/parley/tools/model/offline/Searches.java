package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Wish.Question;
import java.util.Optional;

/// The words with which the help centre is searched: the customer's own, those of the topic whose
/// examples they are like, or either with what the question goes on with.
record Searches(Language language, Classifier classifier) {
  /// With no more words of its own than this, a question goes on with the one before it.
  private static final int OWN_CONTENT = 1;

  /// From this nearness on a topic may be what the customer asks for.
  private static final double TOPIC = 0.3;

  /// From this nearness on it is, however well the customer's own words are understood.
  private static final double CLEAR_TOPIC = 0.5;

  /// @param before what was asked or quoted before
  Question of(String part, Optional<String> before, Guess guess) {
    var own = topic(guess);
    boolean bare = language.cues().content(part).size() <= OWN_CONTENT;
    if (before.isEmpty() || !goesOn(part)) return words(part, own);
    var whole = before.get() + ": " + part;
    var joined = topic(classifier.guess(whole));
    if (bare) return joined.isPresent() ? words(whole, joined) : words(whole, own, part);
    return own.isPresent() ? words(part, own) : words(part, joined, whole);
  }

  /// Whether the part makes sense only with the one before it.
  boolean goesOn(String part) {
    return language.cues().content(part).size() <= OWN_CONTENT
        || language.cues().beginsWith(Cue.FOLLOW_UP, part)
        || language.cues().has(Cue.BACK, part);
  }

  private Question words(String words, Optional<Guess.Topic> topic) {
    return topic.isEmpty()
        ? new Question(words, Optional.empty(), Optional.empty())
        : words(words, topic, words);
  }

  /// @param otherwise for the second search, where there is no topic
  private Question words(String words, Optional<Guess.Topic> topic, String otherwise) {
    if (topic.isEmpty()) return new Question(words, Optional.of(otherwise), Optional.empty());
    var search = topic.get().search();
    boolean first = !language.isEmbedded() || topic.get().score() >= CLEAR_TOPIC;
    return first
        ? new Question(search, Optional.empty(), Optional.empty())
        : new Question(words, Optional.of(search), Optional.empty());
  }

  private static Optional<Guess.Topic> topic(Guess guess) {
    return guess.topic().filter(topic -> topic.score() >= TOPIC);
  }
}
