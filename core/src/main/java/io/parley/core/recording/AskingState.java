package io.parley.core.recording;

import io.parley.core.session.RecordingAnswer;
import java.time.Instant;
import java.util.Optional;

/// Where the question stands.
///
/// @param asked how often it was put; 0 while the greeting before it is said
/// @param heardAt when its last word was heard; empty while it is said
/// @param speech when the customer's last speech began
/// @param speaking whether the customer speaks; @param since the last step of either of them, or
///   the decision
public record AskingState(
    RecordingMode mode,
    int asked,
    Optional<Instant> heardAt,
    Optional<Instant> speech,
    boolean speaking,
    Instant since,
    Optional<RecordingAnswer> answer) {

  AskingState askedAgain(Instant at) {
    return new AskingState(mode, asked + 1, Optional.empty(), speech, speaking, at, answer);
  }

  AskingState heard(Instant at) {
    return new AskingState(mode, asked, Optional.of(at), speech, speaking, at, answer);
  }

  AskingState speaks(Instant from, Instant at) {
    return new AskingState(mode, asked, heardAt, Optional.of(from), true, at, answer);
  }

  AskingState falls(Instant at) {
    return new AskingState(mode, asked, heardAt, speech, false, at, answer);
  }

  AskingState answered(RecordingAnswer given, Instant at) {
    return new AskingState(mode, asked, heardAt, speech, speaking, at, Optional.of(given));
  }

  boolean isGreeting() {
    return asked == 0;
  }

  /// Whether the customer's last speech began after the question's last word.
  boolean isAfterQuestion() {
    return heardAt.isPresent() && speech.filter(from -> !from.isBefore(heardAt.get())).isPresent();
  }
}
