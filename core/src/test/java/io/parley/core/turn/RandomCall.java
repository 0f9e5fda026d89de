package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.KeyMenu;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallEvent.*;
import io.parley.core.turn.CallState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// One call under one seed: anything can happen at any time, sensible or not, and timers fire late.
/// After each step the actions alone are checked for forbidden sequences.
final class RandomCall {
  private static final int STEPS = 300;
  private static final int REST_STEPS_MAX = 200;

  /// The longest delay of a timer.
  private static final Duration LATE_MAX = Duration.ofMillis(20);

  private static final String[] WORDS = {
    "",
    "uh-huh",
    "Where is my order?",
    "and",
    "my number is 4",
    "yes",
    "stop",
    "no thanks",
    "I want to",
    "okay",
    "A N N A",
    "at example dot com"
  };

  private static final Expectation[] EXPECTED = {
    Expectation.FREE, Expectation.NAME, Expectation.SPELLED
  };

  private final Random random;
  private final TurnSettings settings;
  private CallState state;
  private Optional<Instant> due = Optional.empty();
  private Instant now = CallScript.NOON;

  // the state of the outside world
  private Optional<Integer> underWay = Optional.empty();
  private boolean held;
  private boolean sounds;
  private Optional<String> asked = Optional.empty();
  private int last;
  private int written;
  private int read;
  // the state of the customer, as the detector sees it
  private Optional<Instant> speaksSince = Optional.empty();

  RandomCall(long seed) {
    random = new Random(seed);
    var typical = TurnSettings.typical(random.nextBoolean() ? "en" : "de");
    settings = random.nextBoolean() ? typical : CallScript.withoutEarly(typical);
    var menu = random.nextBoolean() ? Optional.of(KeyingTest.MENU) : Optional.<KeyMenu>empty();
    var first = random.nextBoolean() ? Optional.of(Line.GREETING) : Optional.<Line>empty();
    take(TurnTaking.begin(first, menu, settings, now));
  }

  /// @return number of replies
  int run() {
    for (int step = 0; step < STEPS && state.phase() != Phase.ENDED; step++) {
      pass(Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 15_000 : 600)));
      // sometimes the call resumes elsewhere, from its state alone
      decide(event());
    }
    rest();
    return state.replies();
  }

  /// Advances the time; the timer fires a little late.
  private void pass(Duration by) {
    var until = now.plus(by);
    while (due.isPresent() && !due.get().isAfter(until)) {
      now = later(due.get()).plusMillis(random.nextInt((int) LATE_MAX.toMillis()));
      decide(new Tick(now));
    }
    now = later(until);
  }

  private Instant later(Instant at) {
    return at.isAfter(now) ? at : now;
  }

  private CallEvent event() {
    int reply = random.nextInt(6) == 0 ? random.nextInt(last + 2) : underWay.orElse(last);
    int dice = random.nextInt(100);
    if (dice < 4) return new SpeechSuspected(random.nextBoolean(), now);
    if (dice < 20) return new SpeechStarted(now, now);
    if (dice < 40) return new SpeechEnded(now, cadence(), now);
    if (dice < 59) return new Transcribed(heard(), now);
    if (dice < 60) return new EarChanged(now);
    if (dice < 61 && random.nextBoolean()) return new ColleagueAsked(reply, "call-" + last, now);
    if (dice < 61) return new ConsentAsked(reply, "call-" + last, "Cancel order", now);
    if (dice < 63) return new QuestionHeard(reply, now);
    if (dice < 64)
      return random.nextInt(4) > 0
          ? new ConsentDecided("call-" + last, now)
          : new ColleagueLeads(random.nextBoolean(), now);
    if (dice < 75) return new SoundStarted(reply, now);
    if (dice < 82) return new SoundEnded(reply, now);
    if (dice < 87) return new ReplyWritten(reply, EXPECTED[random.nextInt(3)], now);
    if (dice < 89) return new SoundWaits(reply, now);
    if (dice < 91) return new ReplyFailed(reply, now);
    if (dice < 92) return new TurnWaits(now);
    if (dice < 93)
      return random.nextBoolean()
          ? new Typed("typed", now)
          : new ColleagueWrote("" + ++written, now);
    if (dice < 95) return new Muted(random.nextInt(3) == 0, now);
    if (dice < 97) return new StopTalking(now);
    if (dice < 98 && random.nextInt(8) == 0)
      return random.nextBoolean() ? new TransferFailed(now) : new TransferBegun(now);
    if (dice < 98) return new Keyed("1259#".charAt(random.nextInt(5)), now);
    return random.nextInt(10) > 0
        ? new Tick(now)
        : random.nextBoolean()
            ? new EngineLost(random.nextBoolean() ? Engine.EAR : Engine.VOICE, now)
            : new HungUp(now);
  }

  private Cadence cadence() {
    var any = List.of(Cadence.values());
    return any.get(random.nextInt(any.size()));
  }

  private Transcript heard() {
    var text = WORDS[random.nextInt(WORDS.length)];
    if (random.nextInt(6) == 0) return Transcript.piece(text, random.nextDouble());
    return random.nextBoolean()
        ? Transcript.settled(text, random.nextDouble())
        : Transcript.partial(text, random.nextDouble(), random.nextDouble());
  }

  private void decide(CallEvent event) {
    boolean wasEnded = state.phase() == Phase.ENDED;
    follow(event);
    var step = TurnTaking.decide(state, event, settings);
    take(step);
    if (wasEnded) assertThat(step.actions()).isEmpty();
    due.ifPresent(at -> assertThat(at).as("after %s", event).isAfter(event.at()));
  }

  /// Follows an event of the outside world.
  private void follow(CallEvent event) {
    switch (event) {
      case SpeechStarted e -> {
        if (speaksSince.isEmpty() && state.customer().isHeard())
          speaksSince = Optional.of(e.since());
      }
      case SpeechEnded _ -> speaksSince = Optional.empty();
      case Muted _ -> speaksSince = Optional.empty();
      case EngineLost e -> {
        if (e.engine() == Engine.EAR) speaksSince = Optional.empty();
        else {
          sounds = false;
          if (isWrittenAnswer()) begin(Optional.empty());
        }
      }
      case SoundStarted e -> {
        if (!state.voiceless() && isUnderWay(e.reply()) && isLive()) sounds = true;
      }
      case SoundEnded e -> over(e.reply(), isLive());
      case ReplyWritten e -> over(e.reply(), state.voiceless() && isLive());
      case ReplyFailed e -> over(e.reply(), true);
      default -> {}
    }
  }

  private void over(int reply, boolean isTaken) {
    if (isUnderWay(reply) && isTaken) begin(Optional.empty());
  }

  private boolean isLive() {
    return state.reply().filter(CallState.Reply::isLive).isPresent();
  }

  private boolean isWrittenAnswer() {
    return state
        .reply()
        .filter(reply -> reply.isLive() && reply.written() && reply.line().isEmpty())
        .filter(reply -> !ReadingOut.isOwn(state, reply))
        .isPresent();
  }

  private boolean isUnderWay(int reply) {
    return underWay.filter(number -> number == reply).isPresent();
  }

  private void begin(Optional<Integer> reply) {
    underWay = reply;
    held = false;
    sounds = false;
  }

  private void take(Step step) {
    state = step.state();
    due = TurnTaking.due(state, settings);
    for (var action : step.actions()) {
      switch (action) {
        case CallAction.Prepare prepare -> isNew(prepare.reply());
        case CallAction.TakeUp up -> isNew(up.reply());
        case CallAction.Speak speak -> isNew(speak.reply());
        case CallAction.ReadBack read -> isNew(read.reply());
        case CallAction.HandOver over -> isNew(over.reply());
        case CallAction.Say say -> {
          if (!isUnderWay(say.reply())) isNew(say.reply());
        }
        case CallAction.Hold hold -> {
          assertThat(isUnderWay(hold.reply()) && !held).as("%s", hold).isTrue();
          held = true;
        }
        case CallAction.Resume resume -> {
          assertThat(isUnderWay(resume.reply()) && held).as("%s", resume).isTrue();
          held = false;
        }
        case CallAction.Cancel cancel -> {
          assertThat(isUnderWay(cancel.reply())).as("%s", cancel).isTrue();
          begin(Optional.empty());
        }
        case CallAction.ReadOut out -> {
          if (out.isWithin()) assertThat(isUnderWay(out.reply())).as("%s", out).isTrue();
          else isNew(out.reply());
          assertThat(Integer.parseInt(out.words())).as("in order, once").isGreaterThan(read);
          read = Integer.parseInt(out.words());
        }
        case CallAction.Tell tell -> assertThat(isUnderWay(tell.reply())).as("%s", tell).isTrue();
        case CallAction.Leave leave -> {
          // of a hand-over that began in this step, which has no action
          if (underWay.isEmpty()) isNew(leave.reply());
          assertThat(isUnderWay(leave.reply())).as("%s", leave).isTrue();
          begin(Optional.empty());
        }
        case CallAction.AskConsent ask -> {
          assertThat(isUnderWay(ask.reply())).as("%s", ask).isTrue();
          asked = Optional.of(ask.call());
        }
        case CallAction.AnswerConsent answer -> {
          assertThat(asked).as("%s", answer).contains(answer.call());
          asked = Optional.empty();
        }
        case CallAction.ChangeEngine _ -> {}
        case CallAction.HangUp _ -> assertThat(state.phase()).isEqualTo(Phase.ENDED);
      }
    }
    // a hand-over that begins has no action
    if (state.waits() && underWay.isEmpty()) isNew(state.reply().orElseThrow().number());
    if (state.reply().filter(r -> r.stage() == CallState.Reply.Stage.THINKING).isPresent())
      sounds = false;
    check();
  }

  /// Checks that there is no other reply, and that its number is new.
  private void isNew(int reply) {
    assertThat(underWay).as("under way when %d begins", reply).isEmpty();
    assertThat(reply).isGreaterThan(last);
    last = reply;
    begin(Optional.of(reply));
  }

  private void check() {
    var ofState = state.reply().map(CallState.Reply::number);
    // a prepared and complete reply is over as soon as it is adopted
    if (state.voiceless() && ofState.isEmpty()) begin(Optional.empty());
    assertThat(ofState).as("reply under way").isEqualTo(underWay);
    if (state.phase() == Phase.ENDED) {
      assertThat(underWay).isEmpty();
      assertThat(due).isEmpty();
      return;
    }
    assertThat(due).as("no call is forgotten").isPresent();
    // supposed noise was speech after all
    if (state.customer().speaking() && speaksSince.isEmpty())
      speaksSince = Optional.of(state.customer().since());
    if (speaksSince.isPresent()) checkSilence(Duration.between(speaksSince.get(), now));
  }

  /// @param into how long the customer has been speaking
  private void checkSilence(Duration into) {
    if (!state.customer().speaking()) {
      // treated as noise, or as long enough: only the next start of speech counts
      assertThat(into).isGreaterThanOrEqualTo(BargeIn.LONGEST_HOLD);
      speaksSince = Optional.empty();
    } else if (sounds && !held)
      assertThat(into)
          .as("sound over speech")
          .isLessThanOrEqualTo(settings.bargeIn().bound().plus(LATE_MAX));
  }

  /// Without further events the call says good-bye and ends.
  private void rest() {
    for (int step = 0; state.phase() != Phase.ENDED; step++) {
      assertThat(step).as("steps until the call is over").isLessThan(REST_STEPS_MAX);
      now = later(due.orElseThrow());
      decide(new Tick(now));
    }
  }
}
