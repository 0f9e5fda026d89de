package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Wish.Question;
import java.util.Optional;

/// The words with which the help centre is searched.
final class Searches {
  /// With no more words of its own than this, a question goes on with the one before it.
  private static final int OWN_CONTENT = 1;

  private Searches() {}

  /// @param before what was asked or quoted before
  /// @param topicScore from which nearness on a topic is what the customer asks for
  static Question of(
      String part,
      Optional<String> before,
      Guess guess,
      Cues cues,
      Classifier classifier,
      double topicScore) {
    boolean bare = cues.contentOf(part) <= OWN_CONTENT;
    boolean goesOn =
        before.isPresent()
            && (cues.beginsWith(Cue.FOLLOW_UP, part) || cues.has(Cue.BACK, part) || bare);
    if (!goesOn)
      return new Question(topic(guess, topicScore).orElse(part), Optional.empty(), Optional.empty());
    var whole = before.get() + ": " + part;
    var own = topic(guess, topicScore);
    var joined = topic(classifier.guess(whole), topicScore);
    if (own.isPresent() || joined.isPresent())
      return new Question(
          (bare ? joined.or(() -> own) : own.or(() -> joined)).orElseThrow(),
          Optional.empty(),
          Optional.empty());
    return bare
        ? new Question(whole, Optional.of(part), Optional.empty())
        : new Question(part, Optional.of(whole), Optional.empty());
  }

  private static Optional<String> topic(Guess guess, double topicScore) {
    return guess.topic().filter(topic -> topic.score() >= topicScore).map(Guess.Topic::search);
  }
}
