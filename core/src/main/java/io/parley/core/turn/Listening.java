package io.parley.core.turn;

import io.parley.core.turn.CallEvent.Muted;
import io.parley.core.turn.CallEvent.SpeechEnded;
import io.parley.core.turn.CallEvent.SpeechStarted;
import io.parley.core.turn.CallEvent.Transcribed;
import io.parley.core.turn.CallEvent.Typed;
import io.parley.core.turn.CallState.Manners;
import io.parley.core.turn.CallState.Reply;

/// What the customer does, and what comes of it at once.
final class Listening {
  private Listening() {}

  static void started(Floor floor, SpeechStarted event) {
    var customer = floor.customer();
    if (!customer.isHeard() || customer.speaking()) return;
    floor.customer(c -> c.speaks(event.speech(), event.since()));
    // sound that has not begun can wait without anybody noticing
    if (floor.live().filter(Listening::isAboutToSound).isPresent()) floor.hold();
  }

  private static boolean isAboutToSound(Reply reply) {
    return reply.stage() == Reply.Stage.THINKING && reply.heldAt().isEmpty();
  }

  static void stopped(Floor floor, SpeechEnded event) {
    if (!floor.customer().speaking()) return;
    // what the engine settled so far was not the end of it: it will answer to the silence
    floor.customer(c -> c.with(c.words().unanswered()).stopped(event.since()));
  }

  static void transcribed(Floor floor, Transcribed event) {
    var customer = floor.customer();
    if (customer.deaf() || event.speech() <= customer.taken()) return;
    floor.customer(c -> c.with(c.words().plus(event.transcript(), event.at())));
    // words of which the detector has not noticed anything
    if (!customer.speaking() && customer.silentSince().isEmpty())
      floor.customer(c -> c.stopped(event.at()));
    var words = floor.customer().words();
    if (!words.isEmpty()) floor.manners(Manners::heardFrom);
    if (floor.live().isPresent()) {
      if (BargeIn.interrupts(words, floor.settings(), floor.language())) floor.cancel();
    } else if (floor
        .reply()
        .filter(r -> !SpokenLanguage.same(r.prepared(), words.text()))
        .isPresent()) floor.cancel();
  }

  /// Written words are an utterance of their own; what is being spoken goes on, and becomes the
  /// next.
  static void typed(Floor floor, Typed event) {
    floor.manners(Manners::heardFrom);
    floor.say(event.text(), 1, true);
  }

  static void muted(Floor floor, Muted event) {
    stopped(floor, new SpeechEnded(event.at(), event.at()));
    floor.customer(c -> c.withMuted(event.muted()));
    floor.manners(manners -> manners.quiet(event.at()));
  }

  /// Begins the reply early where the words will most likely stay as they are.
  static void prepare(Floor floor) {
    var early = floor.settings().early();
    var customer = floor.customer();
    var words = customer.words();
    if (floor.state().ended()
        || !early.enabled()
        || floor.reply().isPresent()
        || customer.speaking()
        || customer.silentSince().isEmpty()
        || words.isEmpty()
        || customer.early() >= early.attemptsMax()
        || words.stability() < early.stabilityMin()
        || words.confidence() < floor.settings().confidenceMin()
        || Reading.of(words.text(), floor.language()) == Reading.TRAILING_OFF) return;
    floor.prepare(words.text());
  }
}
