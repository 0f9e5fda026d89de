package io.parley.core.turn;

import io.parley.core.turn.CallAction.Tell;
import io.parley.core.turn.CallEvent.ColleagueAsked;
import io.parley.core.turn.CallEvent.ConsentDecided;
import io.parley.core.turn.CallState.Asking;
import io.parley.core.turn.CallState.Reply;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// "I am asking a colleague": a tool call that waits for the consent of a person of the company,
/// perhaps for minutes. The customer is told so, and has the floor meanwhile. A message then
/// withdraws nothing: it waits in the session, and they are told again. The outcome is the rest of
/// the reply.
final class Colleagues {
  private static final int NOT_YET = 0;

  private Colleagues() {}

  static void asked(Floor floor, ColleagueAsked event) {
    if (floor.reply(event.reply()).filter(Reply::isLive).isEmpty()) return;
    var before = floor.state().asking();
    var calls = new HashSet<>(before.calls());
    if (!calls.add(event.call())) return;
    floor.asking(new Asking(Set.copyOf(calls), before.told()));
    if (before.calls().isEmpty()) tell(floor);
  }

  /// Tells the customer in the reply under way, if a colleague is asked. Without a voice the page
  /// shows it.
  static void tell(Floor floor) {
    var calls = floor.state().asking().calls();
    if (calls.isEmpty() || floor.live().isEmpty()) return;
    int reply = floor.live().get().number();
    floor.asking(new Asking(calls, floor.state().voiceless() ? reply : NOT_YET));
    if (floor.state().voiceless()) return;
    floor.reply(r -> r.withDeadlinesFrom(floor.at()));
    floor.act(new Tell(reply, Line.ASKING_COLLEAGUE));
  }

  /// The reply's sound so far was heard.
  static void heard(Floor floor, int number) {
    var asking = floor.state().asking();
    if (asking.calls().isEmpty() || floor.reply(number).filter(Reply::isLive).isEmpty()) return;
    floor.asking(new Asking(asking.calls(), number));
    floor.reply(reply -> reply.in(Reply.Stage.THINKING, floor.at()));
  }

  /// When the customer has waited for as long as the longest reply may take.
  static Optional<Instant> due(CallState state, TurnSettings settings) {
    return state
        .reply()
        .filter(_ -> state.waits())
        .map(reply -> reply.since().plus(settings.engines().longestReply()));
  }

  /// The session goes on asking; its page shows the outcome.
  static void giveUp(Floor floor) {
    floor.leave();
    floor.yieldFloor();
  }

  static void decided(Floor floor, ConsentDecided event) {
    var asking = floor.state().asking();
    var calls = new HashSet<>(asking.calls());
    if (!calls.remove(event.call())) return;
    floor.asking(calls.isEmpty() ? Asking.NOBODY : new Asking(Set.copyOf(calls), asking.told()));
    floor.reply(reply -> reply.withDeadlinesFrom(floor.at()));
  }
}
