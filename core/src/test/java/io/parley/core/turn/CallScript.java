package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.KeyMenu;
import io.parley.core.party.Party;
import io.parley.core.session.Modality;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.CallEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A call as a timeline:
/// `call().at(0).speech().at(900).silence().words("Yes.").at(1400).expect(…)`. Times are
/// milliseconds since the call began. Advancing the time lets the call's timer fire on the way, and
/// `expect` requires exactly these actions, now and not earlier.
final class CallScript {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private record Done(long millis, CallAction action) {}

  private final TurnSettings settings;
  private final List<Done> unexpected = new ArrayList<>();
  private CallState state;
  private long now;

  private CallScript(TurnSettings settings, Optional<Line> first, Optional<KeyMenu> menu) {
    this.settings = settings;
    take(TurnTaking.begin(first, menu, settings, NOON));
  }

  /// A call in English without early replies and without a greeting.
  static CallScript call() {
    return call(withoutEarly(TurnSettings.typical("en")));
  }

  static CallScript call(TurnSettings settings) {
    return new CallScript(settings, Optional.empty(), Optional.empty());
  }

  static CallScript greetedCall() {
    return begun(Line.GREETING, Optional.empty());
  }

  /// A call whose greeting, the reply 1, ends with this menu.
  static CallScript menuCall(KeyMenu menu) {
    return begun(Line.GREETING, Optional.of(menu));
  }

  /// A call whose greeting was said before: the menu is the reply 1.
  static CallScript greetedMenuCall(KeyMenu menu) {
    return begun(Line.MENU, Optional.of(menu));
  }

  private static CallScript begun(Line first, Optional<KeyMenu> menu) {
    return new CallScript(withoutEarly(TurnSettings.typical("en")), Optional.of(first), menu);
  }

  /// A call in which the reply 1 has been sounding for 0 ms.
  static CallScript speakingCall() {
    return call().at(0).type("Hello").expect(typed(1, "Hello")).sound(1);
  }

  static TurnSettings withoutEarly(TurnSettings settings) {
    return new TurnSettings(
        settings.language(),
        settings.endpointing(),
        settings.bargeIn(),
        new TurnSettings.Early(false, 1, 0),
        settings.patience(),
        settings.engines(),
        settings.keys(),
        settings.confidenceMin(),
        settings.asksAgainMax());
  }

  CallScript at(long millis) {
    assertThat(millis).as("time goes on").isGreaterThanOrEqualTo(now);
    for (var due = due(); due <= millis; due = due()) {
      now = due;
      decide(new Tick(instant()));
      assertThat(due()).as("the next time, after what was due at %d ms", now).isGreaterThan(now);
    }
    now = millis;
    return this;
  }

  private long due() {
    return TurnTaking.due(state, settings)
        .map(at -> Duration.between(NOON, at).toMillis())
        .orElse(Long.MAX_VALUE);
  }

  CallScript speech() {
    return decide(new SpeechStarted(instant(), instant()));
  }

  /// The detector begins to hear what may be speech, or was mistaken.
  CallScript suspicion(boolean suspected) {
    return decide(new SpeechSuspected(suspected, instant()));
  }

  /// Speech that began before it was noticed.
  CallScript speechSince(long millis) {
    return decide(new SpeechStarted(NOON.plusMillis(millis), instant()));
  }

  CallScript silence() {
    return decide(new SpeechEnded(instant(), instant()));
  }

  CallScript silence(Cadence cadence) {
    return decide(new SpeechEnded(instant(), cadence, instant()));
  }

  CallScript key(char key) {
    return decide(new Keyed(key, instant()));
  }

  CallScript keys(String keys) {
    for (char key : keys.toCharArray()) key(key);
    return this;
  }

  CallScript colleague(String words) {
    return decide(new ColleagueWrote(words, instant()));
  }

  CallScript colleagueLeads(boolean leads) {
    return decide(new ColleagueLeads(leads, instant()));
  }

  CallScript transferBegins() {
    return decide(new TransferBegun(instant()));
  }

  CallScript transferFails() {
    return decide(new TransferFailed(instant()));
  }

  /// A final transcript of high confidence.
  CallScript words(String text) {
    return words(text, 1);
  }

  CallScript words(String text, double confidence) {
    return transcript(Transcript.settled(text, confidence));
  }

  CallScript partial(String text) {
    return transcript(Transcript.partial(text, 1, 0.5));
  }

  /// Words that the engine may well change.
  CallScript guess(String text) {
    return transcript(Transcript.partial(text, 1, 0));
  }

  CallScript stablePartial(String text) {
    return transcript(Transcript.partial(text, 1, 0.95));
  }

  private CallScript transcript(Transcript transcript) {
    return decide(new Transcribed(transcript, instant()));
  }

  /// A final transcript that no end of speech requested: a piece of continuing speech.
  CallScript piece(String text) {
    return transcript(Transcript.piece(text, 1));
  }

  CallScript earChanges() {
    return decide(new EarChanged(instant()));
  }

  CallScript type(String text) {
    return decide(new Typed(text, instant()));
  }

  CallScript mute() {
    return decide(new Muted(true, instant()));
  }

  CallScript unmute() {
    return decide(new Muted(false, instant()));
  }

  CallScript stopTalking() {
    return decide(new StopTalking(instant()));
  }

  CallScript sound(int reply) {
    return decide(new SoundStarted(reply, instant()));
  }

  CallScript asksConsent(int reply, String call) {
    return decide(new ConsentAsked(reply, call, "Cancel order", instant()));
  }

  CallScript turnWaits() {
    return decide(new TurnWaits(instant()));
  }

  CallScript asksColleague(int reply, String call) {
    return decide(new ColleagueAsked(reply, call, instant()));
  }

  CallScript questionHeard(int reply) {
    return decide(new QuestionHeard(reply, instant()));
  }

  CallScript consentDecided(String call) {
    return decide(new ConsentDecided(call, instant()));
  }

  CallScript soundWaits(int reply) {
    return decide(new SoundWaits(reply, instant()));
  }

  CallScript soundEnds(int reply) {
    return decide(new SoundEnded(reply, instant()));
  }

  CallScript written(int reply) {
    return decide(new ReplyWritten(reply, instant()));
  }

  CallScript written(int reply, Expectation expected) {
    return decide(new ReplyWritten(reply, expected, instant()));
  }

  CallScript expects(Expectation expected) {
    assertThat(state.expected()).isEqualTo(expected);
    return this;
  }

  /// The page shows these words of the customer.
  CallScript shows(String words) {
    assertThat(state.words()).isEqualTo(words);
    return this;
  }

  CallScript fails(int reply) {
    return decide(new ReplyFailed(reply, instant()));
  }

  /// Because a content filter withholds the reply.
  CallScript isWithheld(int reply) {
    return decide(new ReplyFailed(reply, true, instant()));
  }

  CallScript lose(Engine engine) {
    return decide(new EngineLost(engine, instant()));
  }

  CallScript hangUp() {
    return decide(new HungUp(instant()));
  }

  CallScript expect(CallAction... actions) {
    var expected = new ArrayList<Done>();
    for (var action : actions) expected.add(new Done(now, action));
    assertThat(unexpected).isEqualTo(expected);
    unexpected.clear();
    return this;
  }

  CallScript nothing() {
    return expect();
  }

  CallScript is(CallState.Phase phase) {
    assertThat(state.phase()).isEqualTo(phase);
    return this;
  }

  CallScript isQuiet(boolean is) {
    assertThat(state.isQuiet()).as("whether nobody has the floor at %d ms", now).isEqualTo(is);
    return this;
  }

  CallScript hasNoTimer() {
    assertThat(TurnTaking.due(state, settings)).isEmpty();
    return this;
  }

  private CallScript decide(CallEvent event) {
    take(TurnTaking.decide(state, event, settings));
    return this;
  }

  private void take(Step step) {
    state = step.state();
    for (var action : step.actions()) unexpected.add(new Done(now, action));
  }

  private Instant instant() {
    return NOON.plusMillis(now);
  }

  /// The agent has asked for something, and the caller has been answering from 2 to 3 s.
  static CallScript asked(CallScript call, Expectation expected) {
    return call.type("Hello")
        .expect(typed(1, "Hello"))
        .written(1, expected)
        .sound(1)
        .at(1_000)
        .soundEnds(1)
        .at(2_000)
        .speech()
        .at(3_000);
  }

  /// @param after so many milliseconds of silence, and not before
  static void answered(String words, Cadence cadence, long after) {
    call()
        .at(0)
        .speech()
        .at(1_000)
        .silence(cadence)
        .words(words)
        .at(999 + after)
        .nothing()
        .at(1_000 + after)
        .expect(say(1, words));
  }

  static CallAction say(int reply, String words) {
    return say(reply, words, 1);
  }

  static CallAction say(int reply, String words, double confidence) {
    return new CallAction.Say(reply, words, confidence, Modality.SPOKEN, "");
  }

  static CallAction typed(int reply, String words) {
    return new CallAction.Say(reply, words, 1, Modality.WRITTEN, "");
  }

  static CallAction keyed(int reply, String words, String keys) {
    return new CallAction.Say(reply, words, 1, Modality.KEYED, keys);
  }

  static CallAction prepare(int reply, String words) {
    return new CallAction.Prepare(reply, words);
  }

  static CallAction speak(int reply, Line line) {
    return new CallAction.Speak(reply, line);
  }

  static CallAction readBack(int reply, String spelled) {
    return new CallAction.ReadBack(reply, spelled);
  }

  static CallAction hold(int reply) {
    return new CallAction.Hold(reply);
  }

  static CallAction resume(int reply) {
    return new CallAction.Resume(reply);
  }

  static CallAction cancel(int reply) {
    return new CallAction.Cancel(reply);
  }

  /// The reply is over, because a colleague has the floor.
  static CallAction givesWay(int reply) {
    return new CallAction.Cancel(reply, Party.HUMAN);
  }

  static CallAction readOut(int reply, String words) {
    return new CallAction.ReadOut(reply, words, false);
  }

  static CallAction readWithin(int reply, String words) {
    return new CallAction.ReadOut(reply, words, true);
  }

  static CallAction change(Engine engine) {
    return new CallAction.ChangeEngine(engine);
  }

  static CallAction ends(CallAction.Reason reason) {
    return new CallAction.HangUp(reason);
  }
}
