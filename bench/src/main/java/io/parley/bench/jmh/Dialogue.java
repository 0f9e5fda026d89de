package io.parley.bench.jmh;

import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentRef;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionLimits;
import io.parley.core.session.SessionState;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A conversation of any length under the real rules.
final class Dialogue {
  static final SessionLimits LIMITS =
      new SessionLimits(
          new AgentLimits(6_000, 800, 8, 20, 0), Duration.ofMinutes(30), Duration.ofMinutes(15));
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Usage USAGE = new Usage("scripted", 812, 64, 0, "EUR", false);
  private static final String REPLY = "It left our house and is with the carrier. ".repeat(3);

  private SessionState state = new SessionState.New();
  private List<SessionEvent> last = new ArrayList<>();

  /// @param turns completed before
  static Dialogue of(int turns) {
    var dialogue = new Dialogue();
    dialogue.tell(
        new SessionCommand.Start(
            TenantId.DEFAULT,
            new AgentRef("support", 1),
            Channel.WEB,
            Optional.empty(),
            Map.of(),
            Optional.of("Hello! How can I help?"),
            NOON));
    for (int turn = 1; turn <= turns; turn++) {
      dialogue.tell(say(turn));
      dialogue.tell(reply(turn));
    }
    return dialogue;
  }

  static SessionCommand say(int turn) {
    return new SessionCommand.Say(
        "m" + turn, Party.CUSTOMER, "Where is my order number " + turn + "?", Channel.WEB, NOON);
  }

  static SessionCommand reply(int turn) {
    return new SessionCommand.CompleteReply(turn, 1, REPLY, List.of(), 812, 94, USAGE, false, NOON);
  }

  SessionState state() {
    return state;
  }

  /// The result of the last command.
  List<SessionEvent> last() {
    return List.copyOf(last);
  }

  void tell(SessionCommand command) {
    if (!(Session.decide(state, command, LIMITS) instanceof Accepted accepted))
      throw new IllegalStateException(command.getClass() + " was refused");
    last = accepted.events();
    for (var event : last) state = Session.evolve(state, event);
  }
}
