package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.limit.RateCounts;
import io.parley.core.memory.History;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.Notes;
import io.parley.core.session.SessionState.OpenTurn;
import io.parley.core.session.SessionState.WaitingMessage;
import io.parley.core.tool.ToolCallState;
import java.util.List;
import java.util.Optional;

/// A mutable copy of an [Active], used to build the next one and then thrown away.
final class ActiveDraft {
  private final LifecycleEvent.SessionStarted started;
  AgentRef agent;
  long seq;
  int epoch;
  int turns;
  Optional<OpenTurn> open;
  List<WaitingMessage> waiting;
  AcceptedIds accepted;
  History history;
  List<ToolCallState> calls;
  UsageTotal usage;
  RateCounts rate;
  Notes notes;
  Owed owed;
  boolean takenOver;

  ActiveDraft(Active of) {
    started = of.started();
    agent = of.agent();
    seq = of.seq();
    epoch = of.epoch();
    turns = of.turns();
    open = of.open();
    waiting = of.waiting();
    accepted = of.accepted();
    history = of.history();
    calls = of.calls();
    usage = of.usage();
    rate = of.rate();
    notes = of.notes();
    owed = of.owed();
    takenOver = of.takenOver();
  }

  Active done() {
    return new Active(
        started, agent, seq, epoch, turns, open, waiting, accepted, history, calls, usage, rate,
        notes, owed, takenOver);
  }
}
