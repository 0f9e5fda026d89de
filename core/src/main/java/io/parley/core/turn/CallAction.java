package io.parley.core.turn;

/// What the world must do next. Replies are numbered 1, 2, 3 … within a call, whoever makes them;
/// at most one is under way.
public sealed interface CallAction {

  /// Begin to make a reply to these words and tell nobody: they may not be all.
  record Prepare(int reply, String words) implements CallAction {}

  /// The customer has said this. The reply to it is `reply`, which may have been prepared; it is
  /// heard as soon as there is sound of it.
  ///
  /// @param confidence how sure the recogniser was, 0 to 1
  /// @param typed whether the words were written, and so are in the session already
  record Say(int reply, String words, double confidence, boolean typed) implements CallAction {}

  /// Say this; no model is asked.
  record Speak(int reply, Line line) implements CallAction {}

  /// Let nothing of the reply be heard for now. Sound stops at once, and what was heard of it is
  /// remembered; making it goes on.
  record Hold(int reply) implements CallAction {}

  /// Let the reply be heard from where it was held.
  record Resume(int reply) implements CallAction {}

  /// The reply is over: model, speech and sound stop. If the customer's words were said, the
  /// session is told how much of the reply was heard.
  record Cancel(int reply) implements CallAction {}

  /// The engine in use seems to be dead: take the next one of its kind, or tell that none is left.
  record ChangeEngine(Engine engine) implements CallAction {}

  /// The call is over; there are no timers and no reply any more.
  record HangUp(Reason reason) implements CallAction {}

  enum Reason {
    /// The customer left.
    HUNG_UP,
    /// The customer has been silent for too long.
    GAVE_UP
  }
}
