package io.parley.sessions;

import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// Records traces of turns for a test: each turn, and one word for each report about it.
final class RecordedTraces implements TurnTraces {
  final BlockingQueue<Drawn> begun = new LinkedBlockingQueue<>();

  record Drawn(Beginning beginning, TraceParent self, List<String> heard) implements TurnTrace {
    @Override
    public Optional<TraceParent> place() {
      return Optional.of(self);
    }

    @Override
    public void wrote(Instant from, int events) {
      heard.add("wrote " + events);
    }

    @Override
    public void happened(SessionEvent event) {
      heard.add(event.getClass().getSimpleName());
    }

    @Override
    public void ended(SessionEvent with) {
      heard.add("ended by " + with.getClass().getSimpleName());
    }

    @Override
    public void lost() {
      heard.add("lost");
    }
  }

  private int count;

  @Override
  public synchronized TurnTrace begin(SessionKey session, Beginning beginning) {
    var self = new TraceParent("00-%032x-%016x-01".formatted(beginning.turn(), ++count));
    var drawn = new Drawn(beginning, self, new CopyOnWriteArrayList<>());
    begun.add(drawn);
    return drawn;
  }

  Drawn next() {
    return ScriptedWorld.next(begun);
  }
}
