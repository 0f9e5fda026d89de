package io.parley.core.dial;

import io.parley.core.tenant.SessionId;
import java.time.Duration;
import java.util.Optional;

/// The commands of a call out. Each may come late, twice, or in another order.
public sealed interface CallOutCommand {

  /// Somebody is about to dial it. Accepted once.
  record Dial() implements CallOutCommand {}

  /// The provider has taken it.
  ///
  /// @param call the provider's id
  record Place(String call) implements CallOutCommand {}

  /// The provider reports how it goes.
  ///
  /// @param length of the conversation, once it is over
  record Report(Progress progress, Optional<Duration> length) implements CallOutCommand {}

  /// A conversation began.
  record Connect(SessionId session) implements CallOutCommand {}

  /// A machine answered, and that was done about it.
  record Meet(MachineOutcome outcome) implements CallOutCommand {}

  /// The company wants it to end.
  record Cancel() implements CallOutCommand {}

  /// It is not possible.
  ///
  /// @param why a word, such as `lost`
  record Fail(String why) implements CallOutCommand {}

  /// The connection is gone.
  record HangUp() implements CallOutCommand {}

  /// The course of a call as a provider sees it.
  enum Progress {
    RINGING,
    PICKED_UP,
    COMPLETED,
    /// It is over; the provider does not tell whether it was answered.
    OVER,
    BUSY,
    NO_ANSWER,
    FAILED,
    CANCELLED
  }
}
