package io.parley.sessions;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.tool.ToolProgress;
import java.util.List;

/// Everything a reader of a session receives, in order.
public sealed interface Heard {

  /// A durable event: numbers rise by one, none comes twice.
  record Event(RecordedEvent recorded) implements Heard {}

  /// Text of the reply under way, not stored: truncate this turn's text at `from`, then append.
  ///
  /// @param attempt a higher one discards all text so far; @param from in UTF-16 units
  /// @param marks how parts of it are said; their places count from the reply's beginning
  record Delta(int turn, int attempt, int from, String text, List<SpokenMark> marks)
      implements Heard {
    public Delta {
      marks = List.copyOf(marks);
    }

    public Delta(int turn, int attempt, int from, String text) {
      this(turn, attempt, from, text, List.of());
    }
  }

  /// Somebody is about to speak.
  record Typing(Party by) implements Heard {}

  /// State of a call, not stored. Of several that wait only the newest is delivered.
  record Call(CallShown shown) implements Heard {}

  /// A question of a tool call under way, or that it is closed; not stored.
  record Form(FormShown shown) implements Heard {}

  /// How far a tool call under way has come, not stored.
  ///
  /// @param call its id, such as `1.1`
  record Progress(String call, ToolProgress progress) implements Heard {}

  /// All missed events have been delivered; what follows is live.
  record CaughtUp(long seq) implements Heard {}
}
