package io.parley.voice.call;

import io.parley.core.transfer.TransferEvent;
import io.parley.core.turn.CallEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/// The rest of a call, as a transfer uses it. Belongs to the call's actor.
///
/// @param floor receives events for the rules of turn-taking; @param ends the call, for a reason
record AroundTransfers(
    MediaLoop loop,
    ReplySound sound,
    SessionSide session,
    TimerScheduler<CallMessage> timers,
    Consumer<CallEvent> floor,
    Consumer<String> ends) {

  void arrange(Arrangement next) {
    loop.arrange(next);
  }

  void hearColleague(Ear ear) {
    loop.hearColleague(ear);
  }

  void happened(CallEvent event) {
    floor.accept(event);
  }

  /// The reply under way; 0 without one.
  int reply() {
    return session.current().map(reply -> reply.number).orElse(0);
  }

  /// Whether all that the agent has said so far was played.
  boolean isHeard() {
    return sound.isHeardSoFar();
  }

  /// The agent says nothing more.
  void silence() {
    sound.silence();
  }

  void end(String why) {
    ends.accept(why);
  }

  /// Reports the event after that time, in place of an earlier one of the timer.
  void after(String timer, Duration time, Function<Instant, TransferEvent> event) {
    var message = new CallMessage.ForTransfers(new Transfers.Happened(event));
    timers.startSingleTimer(timer, message, time);
  }
}
