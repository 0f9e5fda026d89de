package io.parley.sessions.listener;

import io.parley.core.journal.Damage;
import io.parley.core.party.Party;
import io.parley.core.session.SessionEvent;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.tool.ToolProgress;
import io.parley.sessions.CallShown;
import io.parley.sessions.FormShown;
import io.parley.sessions.Heard;
import io.parley.sessions.wire.Wire;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/// Messages from a session to its readers.
public sealed interface ToReader extends Wire {

  /// The reader is registered.
  ///
  /// @param session to be watched: when it ends, register again
  /// @param seq number of the last event; @param preview the reply under way, whole
  record Registered(ActorRef<Void> session, long seq, Optional<Preview> preview)
      implements ToReader {}

  /// No such session was ever started.
  record Unknown() implements ToReader {}

  /// The session is closed, because its journal is damaged.
  record Damaged(Damage damage) implements ToReader {}

  /// The session lost its list of readers: register again.
  record Lost() implements ToReader {}

  /// @param first number of the first of these events; @param count how many were committed
  /// @param events as many of them as this build knows: events from the first unknown kind on (sent
  ///   by a newer build) are left out, and read from the journal
  record Committed(long first, int count, List<SessionEvent> events) implements ToReader {
    public Committed {
      // a build that did not send the count sent all events
      count = Math.max(count, events.size());
      events = events.stream().takeWhile(Objects::nonNull).toList();
    }

    Committed(long first, List<SessionEvent> events) {
      this(first, events.size(), events);
    }
  }

  /// @param marks none from a build that does not know them
  record Preview(int turn, int attempt, int from, String text, List<SpokenMark> marks)
      implements ToReader {
    public Preview {
      marks = marks == null ? List.of() : List.copyOf(marks);
    }

    public Preview(int turn, int attempt, int from, String text) {
      this(turn, attempt, from, text, List.of());
    }

    Heard.Delta heard() {
      return new Heard.Delta(turn, attempt, from, text, marks);
    }
  }

  record Typing(Party by) implements ToReader {}

  record Call(CallShown shown) implements ToReader {}

  record Form(FormShown shown) implements ToReader {}

  record Progress(String call, ToolProgress progress) implements ToReader {}
}
