package io.parley.core.turn;

import io.parley.core.party.Party;
import io.parley.core.session.Modality;
import io.parley.core.tool.Approval;

/// Actions that the shell of a call must perform. Replies are numbered 1, 2, 3 … within a call,
/// with or without a model; at most one is under way.
public sealed interface CallAction {

  /// Prepare a reply to these words without showing it: more words may come.
  record Prepare(int reply, String words) implements CallAction {}

  /// Send these words of the customer to the session. Their reply is `reply`, which may have been
  /// prepared; play it as soon as there is sound.
  ///
  /// @param confidence how sure the recogniser was, 0 to 1
  /// @param modality written words are already in the session
  /// @param keys that were pressed, such as `1042#`; empty for none
  record Say(int reply, String words, double confidence, Modality modality, String keys)
      implements CallAction {
    public boolean isTyped() {
      return modality == Modality.WRITTEN;
    }
  }

  /// Hand the call over, as the customer has chosen from the menu, or report
  /// [CallEvent.TransferFailed].
  ///
  /// @param reply that waits for it; @param target its name; @param key that was pressed
  record HandOver(int reply, String target, String key) implements CallAction {}

  /// Play the rest of a reply that the session was making when the call began.
  record TakeUp(int reply) implements CallAction {}

  /// Say this; no model is asked.
  record Speak(int reply, Line line) implements CallAction {}

  /// Say what the customer has spelled, and ask whether it is right; no model is asked.
  ///
  /// @param spelled letter by letter
  record ReadBack(int reply, String spelled) implements CallAction {}

  /// Ask the customer for consent to this tool call, after the reply's words so far.
  ///
  /// @param again whether they were asked before, and gave no clear answer
  record AskConsent(int reply, String call, boolean again) implements CallAction {}

  /// Send the customer's decision about this tool call to the session.
  ///
  /// @param words in which it was given, or the key
  record AnswerConsent(String call, Approval decision, String words) implements CallAction {}

  /// Say this in the middle of the reply, after its words so far.
  record Tell(int reply, Line line) implements CallAction {}

  /// Stop waiting for the reply, whose turn waits for a colleague of the company and goes on: its
  /// text is told in the middle of the next reply.
  record Leave(int reply) implements CallAction {}

  /// Hold the reply: stop its sound at once and remember how much was heard; its generation
  /// continues.
  record Hold(int reply) implements CallAction {}

  /// Resume the reply from where it was held.
  record Resume(int reply) implements CallAction {}

  /// Read out what a colleague of the company has written; no model is asked.
  ///
  /// @param isWithin whether in the middle of the reply, after its words so far; otherwise the
  ///   reply is nothing else
  record ReadOut(int reply, String words, boolean isWithin) implements CallAction {}

  /// The reply is over: model, speech and sound stop. If the customer's words were said, the
  /// session is told how much of the reply was heard.
  ///
  /// @param by `CUSTOMER`, or `HUMAN` where a colleague has the floor
  record Cancel(int reply, Party by) implements CallAction {
    public Cancel(int reply) {
      this(reply, Party.CUSTOMER);
    }
  }

  /// The engine in use seems to be dead: switch to the next one of its kind, or report that none is
  /// left.
  record ChangeEngine(Engine engine) implements CallAction {}

  /// The call is over; no timer or reply remains.
  record HangUp(Reason reason) implements CallAction {}

  enum Reason {
    /// The customer left.
    HUNG_UP,
    /// The customer has been silent for too long.
    GAVE_UP
  }
}
