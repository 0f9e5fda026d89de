package io.parley.core.turn;

import io.parley.core.party.Party;
import io.parley.core.session.Modality;
import io.parley.core.turn.CallState.Asking;
import io.parley.core.turn.CallState.PromptState;
import io.parley.core.turn.CallState.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One step of a call in progress: the changing state and the resulting actions. Every reply begins
/// and ends here, which guarantees that there are never two.
final class Floor {
  private final TurnSettings settings;
  private final SpokenLanguage language;
  private final Instant at;
  private final List<CallAction> actions = new ArrayList<>();
  private CallState state;

  Floor(CallState state, TurnSettings settings, Instant at) {
    this.state = state;
    this.settings = settings;
    this.language = SpokenLanguage.of(settings.language());
    this.at = at;
  }

  Step step() {
    return new Step(state, actions);
  }

  CallState state() {
    return state;
  }

  TurnSettings settings() {
    return settings;
  }

  SpokenLanguage language() {
    return language;
  }

  Instant at() {
    return at;
  }

  CustomerSide customer() {
    return state.customer();
  }

  Optional<Reply> reply() {
    return state.reply();
  }

  /// The reply of this number, if it is still the one under way.
  Optional<Reply> reply(int number) {
    return state.reply().filter(reply -> reply.number() == number);
  }

  /// The reply that the customer waits for or hears.
  Optional<Reply> live() {
    return state.reply().filter(Reply::isLive);
  }

  void customer(UnaryOperator<CustomerSide> change) {
    change(draft -> draft.customer = change.apply(draft.customer));
  }

  void reply(UnaryOperator<Reply> change) {
    change(draft -> draft.reply = draft.reply.map(change));
  }

  void promptState(UnaryOperator<PromptState> change) {
    change(draft -> draft.promptState = change.apply(draft.promptState));
  }

  void lag(UnaryOperator<EarLag> change) {
    change(draft -> draft.lag = change.apply(draft.lag));
  }

  void asking(Asking now) {
    change(draft -> draft.asking = now);
  }

  void readBack(ReadBack now) {
    change(draft -> draft.readBack = now);
  }

  void keypad(Keypad now) {
    change(draft -> draft.keypad = now);
  }

  void colleague(ColleagueWords now) {
    change(draft -> draft.colleague = now);
  }

  private void change(Consumer<CallStateDraft> change) {
    var draft = new CallStateDraft(state);
    change.accept(draft);
    state = draft.done();
  }

  void act(CallAction action) {
    actions.add(action);
  }

  /// Prepares a reply before the customer has certainly finished.
  void prepare(String words) {
    act(new CallAction.Prepare(begin(Reply.Stage.PREPARED, words, Optional.empty()), words));
    customer(CustomerSide::begunEarly);
  }

  /// Sends spoken words to the session, and starts the reply unless it was prepared from these
  /// words.
  void say(String words, double confidence) {
    say(words, confidence, Modality.SPOKEN, "");
  }

  /// The same for words that the session has already.
  void sayTyped(String words) {
    say(words, 1, Modality.WRITTEN, "");
  }

  /// The same for pressed keys.
  ///
  /// @param words that they mean, or are a part of
  void sayKeys(String words, String keys) {
    say(words, 1, Modality.KEYED, keys);
  }

  private void say(String words, double confidence, Modality modality, String keys) {
    readBack(ReadBack.NONE);
    keypad(state.keypad().withoutMenu());
    var prepared =
        state
            .reply()
            .filter(reply -> modality == Modality.SPOKEN && !reply.isLive())
            .filter(reply -> SpokenLanguage.same(reply.prepared(), words));
    if (prepared.isPresent()) reply(reply -> reply.in(Reply.Stage.THINKING, at));
    else {
      if (state.waits()) leave();
      else cancel();
      begin(Reply.Stage.THINKING, words, Optional.empty());
    }
    int number = state.reply().orElseThrow().number();
    act(new CallAction.Say(number, words, confidence, modality, keys));
    if (prepared.isPresent() && state.voiceless() && prepared.get().written()) yieldFloor();
    else {
      Colleagues.tell(this);
      holdWhileSpokenOver();
    }
  }

  /// Hands the call over: the customer waits, as for a colleague.
  void handOver(String target, String key) {
    cancel();
    readBack(ReadBack.NONE);
    keypad(state.keypad().withoutMenu());
    int reply = begin(Reply.Stage.THINKING, "", Optional.of(Line.NOT_CONNECTED));
    asking(new Asking(Set.of(Keying.CHOICE), reply));
    act(new CallAction.HandOver(reply, target, key));
  }

  /// A colleague has the call handed over: the customer waits, in the reply that is being made if
  /// there is one.
  void awaitHandOver() {
    var made = live().filter(reply -> reply.line().isEmpty() && !ReadingOut.isOwn(state, reply));
    if (made.isPresent()) reply(reply -> reply.in(Reply.Stage.THINKING, at));
    else {
      cancel();
      begin(Reply.Stage.THINKING, "", Optional.of(Line.NOT_CONNECTED));
    }
    int reply = state.reply().orElseThrow().number();
    var calls = Stream.concat(state.asking().calls().stream(), Stream.of(Keying.CHOICE));
    asking(new Asking(calls.collect(Collectors.toUnmodifiableSet()), reply));
  }

  /// Reads out what a colleague has written, in place of any reply under way.
  ///
  /// @return the number of the reply that does
  int readOut(String words) {
    reply().ifPresent(reply -> act(new CallAction.Cancel(reply.number(), Party.HUMAN)));
    drop();
    int number = begin(Reply.Stage.THINKING, "", Optional.empty());
    act(new CallAction.ReadOut(number, words, false));
    return number;
  }

  /// Takes up the session's reply, unless somebody has the floor.
  void takeUp() {
    if (state.isQuiet())
      act(new CallAction.TakeUp(begin(Reply.Stage.THINKING, "", Optional.empty())));
  }

  /// The reply waits for a colleague, and the customer has the floor.
  void leave() {
    act(new CallAction.Leave(state.reply().orElseThrow().number()));
    drop();
  }

  /// Says a line; without a voice it counts as said.
  void speak(Line line) {
    cancel();
    if (state.voiceless()) {
      if (line == Line.GOODBYE) end(CallAction.Reason.GAVE_UP);
      else yieldFloor();
      return;
    }
    act(new CallAction.Speak(begin(Reply.Stage.THINKING, "", Optional.of(line)), line));
    holdWhileSpokenOver();
  }

  /// Says what the customer has spelled, and asks whether it is right.
  void ask(String spelled) {
    cancel();
    int reply = begin(Reply.Stage.THINKING, "", Optional.of(Line.IS_THAT_RIGHT));
    act(new CallAction.ReadBack(reply, spelled));
    holdWhileSpokenOver();
  }

  private int begin(Reply.Stage stage, String words, Optional<Line> line) {
    int number = state.replies() + 1;
    change(
        draft -> {
          draft.reply = Optional.of(Reply.of(number, stage, words, line, at));
          draft.replies = number;
        });
    return number;
  }

  /// Holds the reply while the customer speaks.
  private void holdWhileSpokenOver() {
    if (state.customer().speaking()) hold();
  }

  void hold() {
    // without a voice the reply is text, which disturbs nobody
    if (state.voiceless()) return;
    reply(reply -> reply.held(Optional.of(at)));
    act(new CallAction.Hold(state.reply().orElseThrow().number()));
  }

  void resume() {
    reply(reply -> reply.held(Optional.empty()).withDeadlinesFrom(at));
    act(new CallAction.Resume(state.reply().orElseThrow().number()));
  }

  /// Ends the reply under way, if there is one.
  void cancel() {
    state.reply().ifPresent(reply -> act(new CallAction.Cancel(reply.number())));
    drop();
  }

  /// Removes the reply without an action, because its end came from outside.
  void drop() {
    change(
        draft -> {
          draft.reply = Optional.empty();
          draft.promptState = draft.promptState.quiet(at);
        });
  }

  /// The reply is over, and the floor is the customer's.
  void yieldFloor() {
    drop();
    var owed = state.promptState().owed();
    if (owed.isPresent()) {
      promptState(prompts -> prompts.owing(Optional.empty()));
      speak(owed.get());
    }
  }

  /// Marks the customer's words as processed.
  void markProcessed() {
    customer(CustomerSide::processed);
    promptState(prompts -> prompts.quiet(at));
  }

  void loseVoice() {
    change(draft -> draft.voiceless = true);
  }

  void end(CallAction.Reason reason) {
    cancel();
    change(
        draft -> {
          draft.reply = Optional.empty();
          draft.asking = Asking.NOBODY;
          draft.readBack = ReadBack.NONE;
          draft.keypad = Keypad.IDLE;
          draft.colleague = ColleagueWords.NONE;
          draft.ended = true;
        });
    act(new CallAction.HangUp(reason));
  }
}
