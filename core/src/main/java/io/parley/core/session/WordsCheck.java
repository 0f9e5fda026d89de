package io.parley.core.session;

import io.parley.core.party.Party;
import io.parley.core.quality.WordErrors;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.UsageEvent.CallMeasured;
import io.parley.core.session.UsageEvent.WordsChecked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The comparison of the words that a call has understood with those that a person has heard in it.
/// Pure: the events of the session have what was understood, and which call it was.
public sealed interface WordsCheck {
  /// The words were compared.
  ///
  /// @param call its id; @param way by which it came, as in its figures
  /// @param utterances that were looked at; @param right those without an error
  record Compared(String call, String way, int utterances, int right, WordErrors errors)
      implements WordsCheck {}

  /// No call of the session, or none with this id, is over and has its figures.
  record NoSuchCall() implements WordsCheck {}

  /// @param seq of an event that is no spoken utterance of the customer in that call
  record NotSpoken(long seq) implements WordsCheck {}

  /// Comparisons of one session: each is an event, after which an ended session is archived again.
  int COUNT_MAX = 100;

  /// Words are stored a little later than they are said, and figures at the end.
  Duration MARGIN = Duration.ofSeconds(5);

  /// @param events of the session, the first one first and without a gap
  /// @param call its id; empty: the newest that has figures
  /// @param said by number of the event that has what was understood; empty text: nothing was said
  static WordsCheck of(List<SessionEvent> events, Optional<String> call, Map<Long, String> said) {
    var measured =
        events.stream()
            .filter(CallMeasured.class::isInstance)
            .map(CallMeasured.class::cast)
            .filter(each -> call.filter(id -> !id.equals(each.call())).isEmpty())
            .reduce((_, newer) -> newer);
    return measured.map(of -> compared(events, of, said)).orElseGet(NoSuchCall::new);
  }

  /// Whether a session with these events takes no other comparison. A repeated one is none. Of two
  /// at the same moment both may be the last one.
  static boolean isFull(List<SessionEvent> events, String id) {
    var ids =
        events.stream()
            .filter(WordsChecked.class::isInstance)
            .map(WordsChecked.class::cast)
            .map(WordsChecked::id)
            .toList();
    return ids.size() >= COUNT_MAX && !ids.contains(id);
  }

  private static WordsCheck compared(
      List<SessionEvent> events, CallMeasured of, Map<Long, String> said) {
    var errors = WordErrors.NONE;
    int right = 0;
    for (var each : said.entrySet()) {
      var heard = spoken(events, each.getKey()).filter(words -> isIn(of, words));
      if (heard.isEmpty()) return new NotSpoken(each.getKey());
      var own = WordErrors.of(each.getValue(), heard.get().text());
      errors = errors.plus(own);
      if (own.wrong() == 0) right++;
    }
    return new Compared(of.call(), of.figures().way(), said.size(), right, errors);
  }

  private static Optional<Said> spoken(List<SessionEvent> events, long seq) {
    if (seq < 1 || seq > events.size()) return Optional.empty();
    return Optional.of(events.get(Math.toIntExact(seq - 1)))
        .filter(Said.class::isInstance)
        .map(Said.class::cast)
        .filter(said -> said.by() == Party.CUSTOMER && said.mode() == Modality.SPOKEN);
  }

  private static boolean isIn(CallMeasured call, Said said) {
    var length = Duration.ofMillis(Math.round(call.figures().seconds() * 1_000));
    var from = call.at().minus(length).minus(MARGIN);
    var to = call.at().plus(MARGIN);
    return !said.at().isBefore(from) && !said.at().isAfter(to);
  }
}
