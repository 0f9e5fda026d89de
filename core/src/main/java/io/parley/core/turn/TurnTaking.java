package io.parley.core.turn;

import io.parley.core.agent.KeyMenu;
import io.parley.core.turn.CallEvent.*;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The rules of turn-taking, as three functions: the start of a call ([#begin]), the effect of an
/// event ([#decide]), and the time at which the state needs a [Tick] ([#due]). Pure: no actor, no
/// clock, no sound.
///
/// The shell of a call performs the actions in order and keeps one timer, set to [#due] after each
/// step; a timer that fires late or once too often does no harm.
public final class TurnTaking {
  private TurnTaking() {}

  /// @param greets whether the agent speaks first; false when a call is resumed
  public static Step begin(boolean greets, TurnSettings settings, Instant at) {
    return begin(Optional.of(Line.GREETING).filter(_ -> greets), Optional.empty(), settings, at);
  }

  /// @param first what the agent says first: its greeting, or only the menu where the greeting was
  ///   said before; empty when a call is resumed
  /// @param menu of keys that it ends with
  public static Step begin(
      Optional<Line> first, Optional<KeyMenu> menu, TurnSettings settings, Instant at) {
    var floor = new Floor(CallState.at(at), settings, at);
    first.ifPresent(floor::speak);
    if (first.isPresent()) floor.keypad(Keypad.of(menu));
    return floor.step();
  }

  public static Step decide(CallState state, CallEvent event, TurnSettings settings) {
    if (state.ended()) return new Step(state, List.of());
    var floor = new Floor(state, settings, event.at());
    switch (event) {
      case SpeechStarted e -> Listening.started(floor, e);
      case SpeechEnded e -> Listening.stopped(floor, e);
      case SpeechSuspected e -> Listening.suspected(floor, e);
      case Transcribed e -> Listening.transcribed(floor, e);
      case EarChanged _ -> Listening.earChanged(floor);
      case Typed e -> Listening.typed(floor, e);
      case ColleagueWrote e -> ReadingOut.wrote(floor, e);
      case ColleagueLeads e -> ReadingOut.leads(floor, e);
      case Keyed e -> Keying.keyed(floor, e);
      case Muted e -> Listening.muted(floor, e);
      case StopTalking _ -> Replying.stopped(floor);
      case SoundStarted e -> Replying.sounds(floor, e);
      case SoundWaits e -> Replying.waits(floor, e);
      case SoundEnded e -> Replying.heard(floor, e);
      case ReplyWritten e -> Replying.written(floor, e);
      case ReplyFailed e -> Replying.failed(floor, e);
      case TurnWaits _ -> floor.takeUp();
      case ConsentAsked e -> Consenting.asked(floor, e);
      case ColleagueAsked e -> Colleagues.asked(floor, e);
      case QuestionHeard e -> {
        Colleagues.heard(floor, e.reply());
        Consenting.heard(floor, e);
        ReadingOut.heard(floor, e.reply());
      }
      case ConsentDecided e -> {
        Colleagues.decided(floor, e);
        Consenting.decided(floor, e);
      }
      case TransferBegun _ -> floor.awaitHandOver();
      case TransferFailed _ -> Keying.notConnected(floor);
      case EngineLost e -> Replying.lost(floor, e);
      case HungUp _ -> floor.end(CallAction.Reason.HUNG_UP);
      case Tick _ -> {}
    }
    while (true) {
      var overdue = overdue(floor);
      if (overdue.isEmpty()) break;
      overdue.get().perform(floor);
    }
    ReadingOut.next(floor);
    Listening.prepare(floor);
    return floor.step();
  }

  /// The time of the next [Tick], if no other event comes before. Empty once the call has ended.
  public static Optional<Instant> due(CallState state, TurnSettings settings) {
    if (state.ended()) return Optional.empty();
    return Arrays.stream(Duty.values())
        .flatMap(duty -> duty.due(state, settings).stream())
        .min(Instant::compareTo);
  }

  private static Optional<Duty> overdue(Floor floor) {
    if (floor.state().ended()) return Optional.empty();
    return Arrays.stream(Duty.values())
        .filter(
            duty ->
                duty.due(floor.state(), floor.settings())
                    .filter(at -> !at.isAfter(floor.at()))
                    .isPresent())
        .findFirst();
  }
}
