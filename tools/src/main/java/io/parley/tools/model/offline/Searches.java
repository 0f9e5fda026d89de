package io.parley.tools.model.offline;

import io.parley.tools.model.offline.Wish.Search;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The words with which the help centre is searched: the customer's own, those of the topic whose
/// examples they are like, or either with what the question goes on with.
///
/// @param answerScore score from which on a passage answers the question
record Searches(Language language, Classifier classifier, double answerScore) {
  /// With no more words of its own than this, a question goes on with the one before it.
  private static final int OWN_CONTENT = 1;

  private static final int FOLLOW_UP_CONTENT = 2;

  /// From this nearness on a topic is what the customer asks for.
  private static final double TOPIC = 0.26;

  private static final Pattern CLAUSES = Pattern.compile("[,.!;:]\\s");

  /// Clauses of a part that are looked at.
  private static final int CLAUSES_MAX = 8;

  /// Below this nearness an answer is only shown as a possible one.
  private static final double SURE_TOPIC = 0.34;

  /// From this nearness on it needs no further search.
  private static final double CLEAR_TOPIC = 0.65;

  /// @param before what was asked or quoted before
  List<Search> of(String part, Optional<String> before, Guess guess) {
    var own = topic(part, guess);
    if (before.isEmpty() || !goesOn(part)) return searches(part, false, own);
    var whole = before.get() + ": " + part;
    var joined = classifier.guess(whole).topic().filter(topic -> topic.score() >= TOPIC);
    if (isBare(part) && (own.isPresent() || joined.isPresent()))
      return List.of(nearer(part, own, joined));
    var topic = own.or(() -> joined);
    if (topic.isPresent()) return searches(part, true, topic);
    return List.of(
        new Search(part, part, strange(part), false, answerScore),
        new Search(whole, part, strange(part), true, answerScore));
  }

  /// Whether the part makes sense only with the one before it.
  boolean goesOn(String part) {
    return isBare(part)
        || language.cues().has(Cue.BACK, part)
        || (language.cues().beginsWith(Cue.FOLLOW_UP, part)
            && language.cues().content(part).size() <= FOLLOW_UP_CONTENT);
  }

  boolean hasTopic(String part, Guess guess) {
    return topic(part, guess).isPresent();
  }

  private boolean isBare(String part) {
    return language.cues().content(part).size() <= OWN_CONTENT;
  }

  /// With a topic that is not clear the customer's words are searched too; see [Findings]. Those of
  /// a part that goes on with another may be about anything: they find a possible answer.
  private List<Search> searches(String part, boolean goesOn, Optional<Guess.Topic> topic) {
    if (topic.isEmpty()) return List.of(new Search(part, part, strange(part), false, answerScore));
    return topic.get().score() < CLEAR_TOPIC
        ? List.of(
            new Search(part, part, strange(part), goesOn, Search.NEVER), search(part, topic.get()))
        : List.of(search(part, topic.get()));
  }

  private List<String> strange(String part) {
    return language.cues().content(part).stream().filter(word -> !classifier.knows(word)).toList();
  }

  private Search search(String part, Guess.Topic topic) {
    return new Search(topic.search(), "", strange(part), topic.score() < SURE_TOPIC, answerScore);
  }

  /// "And what does it cost?" has no subject of its own. "And how many days?" has hardly one:
  /// unless it is clear or goes with the question before, it is a guess.
  private Search nearer(String part, Optional<Guess.Topic> own, Optional<Guess.Topic> joined) {
    if (own.isEmpty() || joined.isEmpty()) return search(part, own.or(() -> joined).orElseThrow());
    var alone = own.get();
    var whole = joined.get();
    if (language.cues().content(part).isEmpty()) {
      var nearer = whole.score() >= Math.min(SURE_TOPIC, alone.score()) ? whole : alone;
      // "does that cost anything?", after another subject than the one that it resembles
      boolean guessed = nearer.equals(alone) && !alone.search().equals(whole.search());
      return new Search(
          nearer.search(), "", strange(part), guessed || nearer.score() < SURE_TOPIC, answerScore);
    }
    boolean disputed =
        refersBack(part) && !alone.search().equals(whole.search()) && alone.score() < CLEAR_TOPIC;
    return new Search(
        alone.search(), "", strange(part), disputed || alone.score() < SURE_TOPIC, answerScore);
  }

  private boolean refersBack(String part) {
    return language.cues().has(Cue.BACK, part) || language.cues().beginsWith(Cue.FOLLOW_UP, part);
  }

  /// Of the whole, or of a question or a wish in it: "they don't fit, how do I send them back?"
  /// With the story before it the whole resembles other topics.
  private Optional<Guess.Topic> topic(String part, Guess guess) {
    var cues = language.cues();
    var clauses =
        Stream.concat(CLAUSES.splitAsStream(part), cues.wishes(part).stream())
            .filter(clause -> clause.length() < part.length() && !isBare(clause))
            .filter(
                clause ->
                    cues.beginsWith(Cue.QUESTION, clause) || cues.beginsWith(Cue.WISHES, clause))
            .limit(CLAUSES_MAX)
            .flatMap(clause -> classifier.guess(clause).topic().stream());
    return Stream.concat(guess.topic().stream(), clauses)
        .filter(topic -> topic.score() >= TOPIC)
        .max(Comparator.comparingDouble(Guess.Topic::score));
  }
}
