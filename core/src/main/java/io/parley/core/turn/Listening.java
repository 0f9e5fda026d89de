package io.parley.core.turn;

import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallEvent.Muted;
import io.parley.core.turn.CallEvent.SpeechEnded;
import io.parley.core.turn.CallEvent.SpeechStarted;
import io.parley.core.turn.CallEvent.SpeechSuspected;
import io.parley.core.turn.CallEvent.Transcribed;
import io.parley.core.turn.CallEvent.Typed;
import io.parley.core.turn.CallState.PromptState;
import io.parley.core.turn.CallState.Reply;
import java.time.Instant;
import java.util.Optional;

/// The customer's events and their immediate effects.
final class Listening {
  private Listening() {}

  static void started(Floor floor, SpeechStarted event) {
    var customer = floor.customer();
    if (!customer.isHeard() || customer.speaking()) return;
    speaks(floor, event.since());
  }

  private static void speaks(Floor floor, Instant since) {
    floor.customer(c -> c.speaks(since));
    // a reply that does not sound yet can wait unnoticed
    if (floor.live().filter(Listening::isAboutToSound).isPresent()) floor.hold();
  }

  private static boolean isAboutToSound(Reply reply) {
    return reply.stage() == Reply.Stage.THINKING && reply.heldAt().isEmpty();
  }

  /// An utterance that may go on is not over yet.
  static void suspected(Floor floor, SpeechSuspected event) {
    var customer = floor.customer();
    if (!customer.isHeard() || customer.speaking()) return;
    floor.customer(c -> c.suspected(Optional.of(event.at()).filter(_ -> event.suspected())));
  }

  static void stopped(Floor floor, SpeechEnded event) {
    var customer = floor.customer();
    floor.lag(EarLag::confused);
    if (customer.speaking())
      floor.customer(c -> c.awaiting().stopped(event.since(), event.cadence()));
    // taken for noise just now
    else if (customer.detected() && customer.silentSince().isPresent())
      floor.customer(CustomerSide::awaiting);
    floor.customer(CustomerSide::undetected);
  }

  static void transcribed(Floor floor, Transcribed event) {
    var customer = floor.customer();
    if (customer.deaf()) return;
    var transcript = event.transcript();
    // an engine that answers, however late and little, is not silent
    if (transcript.isAnswer()) {
      floor.promptState(prompts -> prompts.missed(0));
      var owed = customer.silentSince().filter(_ -> customer.words().owed() == 1);
      floor.lag(lag -> lag.answered(owed, floor.at()));
    }
    if (!customer.repeated().isEmpty()) {
      var repetition = Repetition.of(customer.repeated(), transcript);
      floor.customer(c -> c.repeating(repetition.rest()));
      if (repetition.news().isEmpty()) return;
      transcript = repetition.news().get();
    }
    understood(floor, transcript);
  }

  private static void understood(Floor floor, Transcript transcript) {
    floor.customer(c -> c.with(c.words().plus(transcript, floor.at())));
    var words = floor.customer().words();
    // that an engine has found nothing is no news of speech that was answered without it
    boolean isNew =
        !floor.customer().speaking()
            && floor.customer().silentSince().isEmpty()
            && !words.isEmpty();
    // what was taken for noise was speech after all
    if (isNew && floor.customer().detected()) speaks(floor, floor.at());
    // words that the detector missed, or that come late
    else if (isNew) floor.customer(c -> c.stopped(floor.at()));
    if (!words.isEmpty()) floor.promptState(PromptState::heardFrom);
    if (Consenting.listens(floor) || floor.state().waits()) return;
    if (floor.live().isPresent()) {
      if (BargeIn.interrupts(floor, floor.customer())) {
        floor.cancel();
        floor.customer(CustomerSide::cutsIn);
      }
    } else if (floor
        .reply()
        .filter(r -> !SpokenLanguage.same(r.prepared(), words.text()))
        .isPresent()) floor.cancel();
  }

  /// The words so far still count; if there are none, the customer must say it again.
  static void earChanged(Floor floor) {
    var customer = floor.customer();
    if (customer.deaf()) return;
    boolean waits = !customer.speaking() && customer.silentSince().isPresent();
    floor.promptState(prompts -> prompts.missed(0));
    if (waits && customer.words().isEmpty()) Endpointing.settle(floor);
    // none of that is the new one's fault
    floor.promptState(prompts -> prompts.missed(0));
    floor.lag(_ -> EarLag.NONE);
    floor.customer(c -> c.with(c.words().kept()).repeating(""));
  }

  /// Written words are an utterance of their own; what is being spoken goes on, and becomes the
  /// next.
  static void typed(Floor floor, Typed event) {
    floor.promptState(PromptState::heardFrom);
    floor.sayTyped(event.text());
  }

  static void muted(Floor floor, Muted event) {
    stopped(floor, new SpeechEnded(event.at(), event.at()));
    floor.customer(c -> c.withMuted(event.muted()));
    floor.promptState(prompts -> prompts.quiet(event.at()));
  }

  /// Prepares the reply early if the words are likely to stay as they are.
  static void prepare(Floor floor) {
    var early = floor.settings().early();
    var customer = floor.customer();
    var words = customer.words();
    if (floor.state().ended()
        || !early.enabled()
        || floor.reply().isPresent()
        || floor.state().colleague().leads()
        || floor.state().keypad().isPending()
        || customer.speaking()
        || customer.silentSince().isEmpty()
        || words.isEmpty()
        || customer.early() >= early.attemptsMax()
        || words.stability() < early.stabilityMin()
        || words.confidence() < floor.settings().confidenceMin()
        || ReadingBack.concerns(floor.state(), floor.settings())
        || !Endpointing.completeness(floor.state(), words.text(), floor.language()).mayBeWhole())
      return;
    floor.prepare(words.text());
  }
}
