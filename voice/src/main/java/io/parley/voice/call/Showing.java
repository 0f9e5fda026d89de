package io.parley.voice.call;

import io.parley.core.turn.CallState;
import io.parley.core.turn.CallState.Phase;
import io.parley.sessions.CallShown;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Shows the call to the session's readers. Belongs to the call's actor.
final class Showing {
  static final Duration EVERY = Duration.ofSeconds(20);

  private final String call;
  private final Conversation conversation;
  private final Supplier<Optional<String>> speaker;
  private boolean interrupted;
  private boolean badLine;
  private Optional<CallShown.Transfer> transfer;
  private Optional<CallShown.Recording> recording = Optional.empty();
  private Optional<CallShown> last = Optional.empty();

  /// @param speaker the engine that spoke last
  Showing(CallParts parts, Supplier<Optional<String>> speaker) {
    this.speaker = speaker;
    this.call = parts.plan().id();
    this.conversation = parts.conversation();
    this.transfer =
        Optional.of(CallShown.Transfer.POSSIBLE).filter(_ -> parts.transfer().isPossible());
  }

  /// Shows what has changed.
  void show(CallState state) {
    if (state.ended()) return;
    show(
        new CallShown(
            call,
            state.phase(),
            state.words(),
            !state.voiceless(),
            Optional.empty(),
            speaker.get(),
            interrupted,
            transfer,
            recording,
            badLine));
  }

  /// Shows where the customer is.
  void transfer(CallShown.Transfer now) {
    transfer = Optional.of(now);
    changed();
  }

  /// Shows that the call is recorded, or that its recording is paused.
  void recording(CallShown.Recording now) {
    recording = Optional.of(now);
    changed();
  }

  /// Whether the call is recorded, even if its recording is paused now.
  boolean isRecorded() {
    return recording.isPresent();
  }

  /// Shows that the line is dead, or back.
  void interrupted(boolean now) {
    interrupted = now;
    changed();
  }

  /// Shows that the line is bad, or good again.
  void line(boolean isBad) {
    badLine = isBad;
    changed();
  }

  private void changed() {
    last.ifPresent(shown -> show(shown.with(interrupted, transfer, recording, badLine)));
  }

  private void show(CallShown now) {
    if (last.filter(now::equals).isPresent()) return;
    last = Optional.of(now);
    conversation.show(now);
  }

  /// Repeats the call's state: readers forget a call without news.
  void again() {
    last.ifPresent(conversation::show);
  }

  void ended(String why) {
    conversation.show(new CallShown(call, Phase.ENDED, "", false, Optional.of(why)));
  }
}
