package io.parley.core.turn;

import io.parley.core.turn.CallAction.ChangeEngine;
import io.parley.core.turn.CallAction.Reason;
import io.parley.core.turn.CallEvent.EngineLost;
import io.parley.core.turn.CallEvent.ReplyFailed;
import io.parley.core.turn.CallEvent.ReplyWritten;
import io.parley.core.turn.CallEvent.SoundEnded;
import io.parley.core.turn.CallEvent.SoundStarted;
import io.parley.core.turn.CallEvent.SoundWaits;
import io.parley.core.turn.CallState.Reply;
import io.parley.core.turn.CallState.Reply.Stage;
import java.time.Instant;
import java.util.Optional;

/// The course of a reply until it is heard, and the handling of its failures.
final class Replying {
  private Replying() {}

  static void sounds(Floor floor, SoundStarted event) {
    if (floor.state().voiceless()) return;
    if (floor.reply(event.reply()).filter(Reply::isLive).isPresent())
      floor.reply(reply -> reply.in(Stage.SOUNDING, event.at()));
  }

  static void waits(Floor floor, SoundWaits event) {
    if (floor.reply(event.reply()).filter(Replying::isSounding).isPresent())
      floor.reply(reply -> reply.stalled(event.at()));
  }

  static void heard(Floor floor, SoundEnded event) {
    if (floor.reply(event.reply()).filter(Reply::isLive).isPresent()) over(floor);
  }

  static void written(Floor floor, ReplyWritten event) {
    if (floor.reply(event.reply()).isEmpty()) return;
    floor.reply(Reply::withText);
    floor.readBack(ReadBack.expecting(event.expected()));
    // a reply without a voice is read
    if (floor.state().voiceless() && floor.live().isPresent()) floor.yieldFloor();
  }

  static void failed(Floor floor, ReplyFailed event) {
    var failed = floor.reply(event.reply());
    if (failed.isEmpty()) return;
    floor.drop();
    if (failed.get().isLive())
      trouble(floor, failed.get(), event.withheld() ? Line.WITHHELD : Line.TROUBLE);
  }

  /// The customer stopped the reply.
  static void stopped(Floor floor) {
    if (floor.live().isEmpty()) return;
    floor.cancel();
    floor.yieldFloor();
  }

  static void lost(Floor floor, EngineLost event) {
    switch (event.engine()) {
      case EAR -> deafened(floor);
      case VOICE -> muted(floor);
    }
  }

  /// The words so far still count.
  private static void deafened(Floor floor) {
    if (floor.customer().deaf()) return;
    if (floor.customer().speaking()) floor.customer(c -> c.stopped(floor.at()));
    floor.customer(c -> c.with(c.words().kept()).deafened());
    if (floor.live().isPresent() || !floor.customer().words().isEmpty())
      floor.promptState(prompts -> prompts.owing(Optional.of(Line.CANNOT_HEAR)));
    else floor.speak(Line.CANNOT_HEAR);
  }

  /// The call goes on as text.
  private static void muted(Floor floor) {
    floor.loseVoice();
    var live = floor.live();
    if (live.isEmpty()) return;
    var reply = live.get();
    if (reply.says(Line.GOODBYE)) floor.end(Reason.GAVE_UP);
    else if (isTheCalls(floor, reply)) {
      floor.cancel();
      floor.yieldFloor();
    } else if (reply.written()) floor.yieldFloor();
    else {
      if (reply.heldAt().isPresent()) floor.resume();
      floor.reply(r -> r.in(Stage.THINKING, floor.at()));
      Colleagues.tell(floor);
    }
  }

  /// When a silent reply has kept the customer waiting for too long.
  static Optional<Instant> silenceDue(CallState state, TurnSettings settings) {
    return state
        .reply()
        .filter(reply -> reply.stage() == Stage.THINKING && reply.heldAt().isEmpty())
        .filter(reply -> !reply.isHeardOut() && !state.waits())
        .map(reply -> reply.since().plus(settings.engines().reply()));
  }

  /// The same for one that fell silent in the middle.
  static Optional<Instant> stallDue(CallState state, TurnSettings settings) {
    return state
        .reply()
        .filter(reply -> reply.heldAt().isEmpty())
        .flatMap(Reply::stalledAt)
        .map(at -> at.plus(settings.engines().stall()));
  }

  /// If there are words, the voice has failed: tries another one.
  static void silent(Floor floor) {
    var reply = floor.reply().orElseThrow();
    boolean hasWords = reply.written() || isSounding(reply) || isTheCalls(floor, reply);
    hasWords |= reply.question().isPresent();
    if (hasWords && !reply.rescued() && !floor.state().voiceless()) {
      floor.reply(r -> r.withRescue().withDeadlinesFrom(floor.at()));
      floor.act(new ChangeEngine(Engine.VOICE));
    } else {
      floor.cancel();
      trouble(floor, reply, Line.TROUBLE);
    }
  }

  /// When a reply has sounded for so long that the event of its end must have been lost.
  static Optional<Instant> endlessDue(CallState state, TurnSettings settings) {
    return state
        .reply()
        .filter(reply -> isSounding(reply) && reply.heldAt().isEmpty())
        .map(reply -> reply.since().plus(settings.engines().longestReply()));
  }

  static void endless(Floor floor) {
    if (floor.reply().filter(reply -> reply.says(Line.GOODBYE)).isPresent())
      floor.end(Reason.GAVE_UP);
    else {
      floor.cancel();
      floor.yieldFloor();
    }
  }

  private static void trouble(Floor floor, Reply reply, Line said) {
    if (reply.says(Line.GOODBYE)) floor.end(Reason.GAVE_UP);
    // if a line could not be said, another one would fail, too
    else if (isTheCalls(floor, reply)) floor.yieldFloor();
    else floor.speak(said);
  }

  private static void over(Floor floor) {
    if (floor.reply().filter(reply -> reply.says(Line.GOODBYE)).isPresent()) {
      floor.drop();
      floor.end(Reason.GAVE_UP);
    } else floor.yieldFloor();
  }

  /// Whether its words were there from the start, and no model makes it.
  private static boolean isTheCalls(Floor floor, Reply reply) {
    return reply.line().isPresent() || ReadingOut.isOwn(floor.state(), reply);
  }

  private static boolean isSounding(Reply reply) {
    return reply.stage() == Stage.SOUNDING;
  }
}
