package io.parley.voice.call;

import io.parley.core.speech.mark.MarkedText;
import io.parley.core.turn.CallEvent;
import java.util.List;

/// News for a call from the events of its session.
sealed interface News {
  record Nothing() implements News {}

  /// An event for the rules of turn-taking.
  record ForFloor(CallEvent event) implements News {}

  /// More of the current reply.
  record Clauses(List<MarkedText> clauses) implements News {}

  /// The rest of it.
  record Whole(int reply, List<MarkedText> clauses) implements News {}

  /// The rest of an earlier reply, which waited for a colleague.
  record Told(List<MarkedText> clauses) implements News {}

  /// The current reply has changed words that were handed out: see [SessionSide#again].
  record Anew(int reply) implements News {}

  /// A later call has begun in this session.
  record OtherCall() implements News {}

  record Ended() implements News {}

  /// The part of it that counts while the agent is out of the call.
  default News ofSession() {
    return this instanceof OtherCall || this instanceof Ended ? this : new Nothing();
  }
}
