package io.parley.core.dial;

import io.parley.core.text.ConstantWord;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One step of a call out. Stored for as long as the call's record.
///
/// @param detail see [Kind]
public record CallOutEvent(Kind kind, Optional<String> detail, Instant at) {

  /// The kinds of steps. Names are stored and shown: they never change.
  public enum Kind {
    /// The order was accepted.
    REQUESTED,
    /// A rule forbids it; the detail is its [DialRefusal#reason].
    REFUSED,
    /// From here on it may have been dialled, and is never dialled again.
    DIALLING,
    /// The provider has taken it; the detail is the provider's id of the call.
    PLACED,
    RINGING,
    /// Somebody or something has answered.
    PICKED_UP,
    /// A conversation began; the detail is the session's id.
    ANSWERED,
    /// A machine answered; the detail is a [MachineOutcome] as a word.
    MACHINE,
    /// Somebody of the company wants it to end.
    CANCELLING,
    /// It ended before it was dialled, or while it rang, because the company wanted so.
    CANCELLED,
    BUSY,
    NO_ANSWER,
    /// It was not possible; the detail says why: `lost` means that it is not known whether it was
    /// dialled.
    FAILED,
    /// It is over after it was answered; the detail is its length in seconds, where that is known.
    ENDED;

    /// As stored and shown: `no-answer`.
    public String word() {
      return ConstantWord.of(this);
    }

    /// The kind of that [#word].
    ///
    /// @throws IllegalArgumentException when there is none
    public static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// Whether nothing follows.
    public boolean isLast() {
      return switch (this) {
        case REQUESTED, DIALLING, PLACED, RINGING, PICKED_UP, ANSWERED, MACHINE, CANCELLING ->
            false;
        case REFUSED, CANCELLED, BUSY, NO_ANSWER, FAILED, ENDED -> true;
      };
    }

    /// Whether it is a state of the call; otherwise something that is known besides.
    boolean isState() {
      return this != PLACED && this != CANCELLING;
    }

    /// Whether somebody or something had answered by then.
    boolean isAnswered() {
      return this == PICKED_UP || this == ANSWERED || this == MACHINE;
    }
  }

  static CallOutEvent of(Kind kind, Instant at) {
    return new CallOutEvent(kind, Optional.empty(), at);
  }

  static CallOutEvent of(Kind kind, String detail, Instant at) {
    return new CallOutEvent(kind, Optional.of(detail), at);
  }
}
