package io.parley.voice.call;

import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.transfer.TransferChoice;
import io.parley.sessions.fault.Contained;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallTransfer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of one call.
///
/// @param leg the customer's, the call's first
/// @param after number of the session's last event before the call
/// @param openTurn the turn that was open then
/// @param transfer how the customer is handed over
/// @param targets finds a target that a menu of keys names
// two more than STYLE allows: the parts of the largest actor
record CallParts(
    CallPlan plan,
    Leg leg,
    Engines engines,
    Conversation conversation,
    long after,
    Optional<Integer> openTurn,
    CallTransfer transfer,
    Function<String, TransferChoice> targets,
    CallServices services) {

  /// Without a menu of keys.
  CallParts(
      CallPlan plan,
      Leg leg,
      Engines engines,
      Conversation conversation,
      long after,
      Optional<Integer> openTurn,
      CallTransfer transfer,
      CallServices services) {
    this(
        plan, leg, engines, conversation, after, openTurn, transfer, CallParts::noTarget, services);
  }

  /// Of a customer who stays with the agent.
  CallParts(
      CallPlan plan,
      Leg leg,
      Engines engines,
      Conversation conversation,
      long after,
      Optional<Integer> openTurn,
      CallServices services) {
    this(plan, leg, engines, conversation, after, openTurn, CallTransfer.NONE, services);
  }

  /// In a session without an open turn.
  CallParts(
      CallPlan plan,
      Leg leg,
      Engines engines,
      Conversation conversation,
      long after,
      CallServices services) {
    this(plan, leg, engines, conversation, after, Optional.empty(), services);
  }

  private static final Logger LOG = LoggerFactory.getLogger(CallParts.class);

  private static TransferChoice noTarget(String unused) {
    return new TransferChoice.Refused(TransferChoice.Reason.UNKNOWN_TARGET, List.of());
  }

  SpeechDetector detector() {
    return engines.detector();
  }

  /// The ear that hears the customer.
  Ear ear(int sampleRate, Player player, Ear.Listener listener) {
    var media = services.media();
    return new Ear(
        sampleRate, detector(), plan.gate(), player::isUnderWay, media::nanoTime, listener);
  }

  List<SpeechToText> ears() {
    return engines.ears(plan.language());
  }

  List<TextToSpeech> voices() {
    return engines.voices(plan.language());
  }

  /// A Java error in the call ends the call, and not the node.
  <T> Behavior<T> contained(Behavior<T> call) {
    return Contained.of(
        Contained.Extent.SURVIVABLE,
        failed -> LOG.error("call {} ends because of an error", plan.id(), failed),
        call);
  }

  /// Closes the leg when the call cannot begin, so that the other end does not wait.
  <T> T orHangUp(Supplier<T> beginning) {
    try {
      return beginning.get();
    } catch (RuntimeException | Error e) {
      leg.close();
      throw e;
    }
  }
}
