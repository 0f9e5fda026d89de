package io.parley.core.recording;

import io.parley.core.speech.SpokenFigures;
import io.parley.core.text.CardNumber;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.Keyed;
import io.parley.core.turn.CallEvent.SpeechStarted;
import io.parley.core.turn.CallEvent.Transcribed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows the customer's words and keys for the number of a payment card, which may come in parts:
/// over several transcripts, utterances and keys. From its first part on the recording is paused,
/// until somebody has answered the customer without such a number and without [SecretWords].
///
/// @param parts that may belong to a number, the oldest first
/// @param speech when the words that are not final yet began
/// @param since when the number that was found began
/// @param isSaid whether the session has it
public record CardWatch(
    List<Part> parts, Optional<Instant> speech, Optional<Instant> since, boolean isSaid) {
  public static final CardWatch NONE =
      new CardWatch(List.of(), Optional.empty(), Optional.empty(), false);

  /// The longest pause between parts of one number: the agent may say something in it.
  static final Duration PAUSE = Duration.ofSeconds(15);

  /// How long before they are reported words may have begun, where that is not known.
  static final Duration LONGEST = Duration.ofSeconds(15);

  /// Other words that may be between digits of one number: "and then".
  static final int BETWEEN_MAX = 3;

  /// The keys of two numbers.
  static final int PARTS_MAX = 2 * CardNumber.MOST;

  /// Words or keys of the customer.
  ///
  /// @param figures by word, as [SpokenFigures] has them; @param since when they began
  record Part(List<String> figures, Instant since, Instant at) {
    Part {
      figures = List.copyOf(figures);
    }
  }

  private record Word(String figures, Instant since) {}

  public CardWatch {
    parts = List.copyOf(parts);
  }

  /// After an event of the call.
  public CardWatch after(CallEvent event) {
    if (event instanceof SpeechStarted(var began, _))
      return new CardWatch(parts, Optional.of(speech.orElse(began)), since, isSaid);
    if (event instanceof Keyed(var key, var at) && Character.isDigit(key)) {
      var all = with(new Part(List.of(String.valueOf(key)), at, at));
      return new CardWatch(all, speech, since.or(() -> begin(all)), isSaid);
    }
    if (event instanceof Transcribed(var words, var at)) {
      var figures = SpokenFigures.in(words.text());
      var all = with(new Part(figures, speech.orElse(at.minus(LONGEST)), at));
      var found = since.or(() -> begin(all));
      return words.isFinal()
          ? new CardWatch(all, Optional.empty(), found, isSaid)
          : new CardWatch(parts, speech, found, isSaid);
    }
    return this;
  }

  private List<Part> with(Part next) {
    if (next.figures().isEmpty()) return parts;
    var all = new ArrayList<Part>();
    boolean isNear = !parts.isEmpty() && !parts.getLast().at().plus(PAUSE).isBefore(next.since());
    if (isNear) all.addAll(parts);
    all.add(next);
    return all.subList(Math.max(0, all.size() - PARTS_MAX), all.size());
  }

  /// After words that the session has of the customer.
  public CardWatch said(String text, Instant at) {
    var found = since.or(() -> Optional.of(at.minus(LONGEST)).filter(_ -> in(text)));
    return new CardWatch(parts, speech, found, found.isPresent());
  }

  /// After words of the agent, or of a colleague, to the customer.
  public CardWatch answered(String text) {
    boolean isOver = isSaid && !SecretWords.in(text) && !in(text);
    return isOver ? new CardWatch(List.of(), speech, Optional.empty(), false) : this;
  }

  /// Whether the text contains such a number.
  static boolean in(String text) {
    return begin(List.of(new Part(SpokenFigures.in(text), Instant.MIN, Instant.MIN))).isPresent();
  }

  /// When the first number among the parts began.
  private static Optional<Instant> begin(List<Part> parts) {
    var words =
        parts.stream()
            .flatMap(part -> part.figures().stream().map(each -> new Word(each, part.since())))
            .toList();
    for (int from = 0; from < words.size(); from++)
      if (isNumber(words.subList(from, words.size()))) return Optional.of(words.get(from).since());
    return Optional.empty();
  }

  /// Whether a number begins with the first of these words.
  private static boolean isNumber(List<Word> words) {
    var digits = new StringBuilder();
    int others = 0;
    for (var word : words) {
      others = word.figures().isEmpty() ? others + 1 : 0;
      digits.append(word.figures());
      if (digits.isEmpty() || others > BETWEEN_MAX || digits.length() > CardNumber.MOST)
        return false;
      if (CardNumber.is(digits.toString())) return true;
    }
    return false;
  }
}
