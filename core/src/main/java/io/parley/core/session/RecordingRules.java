package io.parley.core.session;

import io.parley.core.session.CustomerEvent.RecordingAnswered;
import io.parley.core.session.CustomerEvent.RecordingGap;

/// The rules of recordings of calls: the session keeps what was answered, and what is missing.
final class RecordingRules {
  private RecordingRules() {}

  static Decision answered(SessionState.Active active, SessionCommand.AnswerRecording command) {
    return Session.known(active, command.id(), Fingerprint.of(command))
        .orElseGet(
            () ->
                Session.accept(
                    active,
                    new RecordingAnswered(
                        command.id(), command.call(), command.answer(), command.at())));
  }

  static Decision missing(SessionState.Active active, SessionCommand.NoteRecordingGap command) {
    return Session.known(active, command.id(), Fingerprint.of(command))
        .orElseGet(
            () ->
                Session.accept(
                    active,
                    new RecordingGap(
                        command.id(), command.call(), command.from(), command.to(), command.at())));
  }
}
