package io.parley.voice.call;

import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.Channel;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.session.UsageEvent;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.ReplyQuestion;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.tool.Approval;
import io.parley.core.turn.CallAction;
import io.parley.core.turn.CallEvent;
import io.parley.core.turn.CallEvent.ColleagueAsked;
import io.parley.core.turn.CallEvent.ColleagueLeads;
import io.parley.core.turn.CallEvent.ColleagueWrote;
import io.parley.core.turn.CallEvent.ConsentAsked;
import io.parley.core.turn.CallEvent.ConsentDecided;
import io.parley.core.turn.CallEvent.ReplyFailed;
import io.parley.core.turn.CallEvent.StopTalking;
import io.parley.core.turn.CallEvent.Typed;
import io.parley.core.turn.Line;
import io.parley.sessions.Heard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Maps replies of the call to turns of the session: sends the customer's words, one after another,
/// and follows their turns in the session's events. Belongs to the call's actor.
final class SessionSide {
  private static final News NOTHING = new News.Nothing();

  /// Replies that were cancelled before the session opened their turn: rarely more than one.
  private static final int OWED_MAX = 16;

  /// A refused decision fails no reply: the session tells how it was decided otherwise.
  private static final int NO_REPLY = 0;

  private static final int NOTE_MAX = 200;

  private final String call;
  private final Channel channel;
  private final Conversation conversation;
  private final Clock clock;
  private final SessionCommands commands;
  private final List<SpokenReply> owed = new ArrayList<>();
  private final List<SpokenReply> left = new ArrayList<>();
  private final Set<String> withColleagues = new HashSet<>();
  private final EarlierTurn earlier;
  private Optional<SpokenReply> current = Optional.empty();
  private final String language;
  private final List<AskedFor> asks;
  private Expectation expected = Expectation.FREE;
  private final Map<String, ConsentQuestion> questions = new HashMap<>();
  private int decisions;
  private long writtenAt;

  /// @param refused receives the reply's number and a reason, in any thread
  SessionSide(CallParts parts, BiConsumer<Integer, String> refused) {
    this.call = parts.plan().id();
    this.language = parts.plan().language();
    this.asks = parts.plan().asks();
    this.channel = parts.leg().channel();
    this.conversation = parts.conversation();
    this.clock = parts.services().clock();
    this.commands = new SessionCommands(parts.conversation(), refused);
    this.earlier = new EarlierTurn(parts);
  }

  Optional<SpokenReply> current() {
    return current;
  }

  Optional<SpokenReply> reply(int number) {
    return current.filter(reply -> reply.number == number);
  }

  /// The text of the current reply is whole.
  boolean isWhole() {
    return current.filter(reply -> reply.whole.isPresent()).isPresent();
  }

  /// The question in the last whole reply.
  Expectation expected() {
    return expected;
  }

  // --- actions of the call --------------------------------------------------------------------

  void prepare(int reply, String words) {
    conversation.prepare(id(reply), words);
  }

  /// Words of the customer; written ones are in the session already.
  void say(CallAction.Say words) {
    var now = clock.instant();
    var id = id(words.reply());
    boolean isTyped = words.isTyped();
    var reply = new SpokenReply(words.reply(), isTyped ? Optional.empty() : Optional.of(id), now);
    reply.seq = isTyped ? writtenAt : 0;
    current = Optional.of(reply);
    if (!isTyped) commands.say(id, words, channel, now);
  }

  /// A line of the call itself, unknown to the session.
  void line(int number) {
    current = Optional.of(new SpokenReply(number, Optional.empty(), clock.instant()));
  }

  EarlierTurn earlier() {
    return earlier;
  }

  /// Takes up the reply of the turn that was open when the call began.
  ///
  /// @return what it waits for
  List<CallEvent> takeUp(int number) {
    var reply = new SpokenReply(number, Optional.empty(), clock.instant());
    reply.turn = earlier.turn().orElseThrow();
    current = Optional.of(reply);
    var asked = new ArrayList<CallEvent>();
    for (var request : earlier.taken())
      if (asked(request) instanceof News.ForFloor(var event)) asked.add(event);
    return asked;
  }

  /// @param heard the part that was heard; @param by who has the floor now
  void cancel(int number, String heard, Party by) {
    conversation.unprepare(id(number));
    if (reply(number).isEmpty()) return;
    var reply = current.get();
    current = Optional.empty();
    boolean isTurn = reply.said.isPresent() || reply.seq > 0 || reply.turn > 0;
    if (!isTurn) return;
    reply.cut = Optional.of(reply.text.heardBefore() + heard);
    reply.cutBy = by;
    owed.add(reply);
    if (owed.size() > OWED_MAX) owed.removeFirst();
    settle(reply);
  }

  /// The words that ask for the customer's consent to this call.
  String question(String call, boolean again, Map<Line, String> lines) {
    var question = questions.get(call).spoken(lines.get(Line.SHALL_I));
    return again ? question + " " + lines.get(Line.YES_OR_NO) : question;
  }

  /// @param words in which the customer decided
  void decide(String call, Approval decision, String words) {
    questions.remove(call);
    var note = Optional.of(words.substring(0, Math.min(words.length(), NOTE_MAX)));
    var id = this.call + "-consent-" + ++decisions;
    commands.ask(
        NO_REPLY,
        new SessionCommand.Decide(id, call, decision, Party.CUSTOMER, note, clock.instant()));
  }

  /// Stops waiting for the current reply: its turn waits for a colleague and goes on.
  ///
  /// @return its number
  int leave(int number) {
    current.ifPresent(left::add);
    if (left.size() > OWED_MAX) left.removeFirst();
    current = Optional.empty();
    return number;
  }

  /// The current reply was said to its end.
  ///
  /// @param portion its beginning, if no more of it was said: the rest is offered
  void heard(Optional<String> portion) {
    if (portion.isPresent() && current.isPresent())
      cancel(current.get().number, portion.get(), Party.CUSTOMER);
    current = Optional.empty();
  }

  /// Starts the current reply's text again.
  ///
  /// @param heard the part that was heard
  /// @return its clauses so far
  List<MarkedText> again(String heard) {
    var text = current.orElseThrow().text;
    return text.again(text.heardBefore() + heard);
  }

  void close() {
    commands.close();
  }

  /// Tells the session how much of a cancelled reply was heard, as soon as it has a turn. A reply
  /// in progress is interrupted; a complete one is cut off.
  private void settle(SpokenReply reply) {
    if (reply.turn == 0) return;
    var heard = reply.cut.orElseThrow();
    var id = id(reply.number);
    var now = clock.instant();
    if (reply.whole.isEmpty())
      commands.ask(
          reply.number,
          new SessionCommand.Interrupt(
              id + "-stop", reply.turn, reply.cutBy, Optional.of(heard), now));
    else {
      owed.remove(reply);
      if (heard.length() < reply.whole.get().stripTrailing().length())
        commands.ask(
            reply.number,
            new SessionCommand.CutReply(id + "-cut", reply.turn, reply.cutBy, heard, now));
    }
  }

  private String id(int reply) {
    return call + "-" + reply;
  }

  // --- events of the session ------------------------------------------------------------------

  News hear(Heard heard) {
    return switch (heard) {
      case Heard.Event(var recorded) -> event(recorded.seq(), recorded.event());
      case Heard.Delta delta -> delta(delta);
      case Heard.Call(var shown) ->
          !shown.isOver() && shown.call().compareTo(call) > 0 ? new News.OtherCall() : NOTHING;
      case Heard.Typing _, Heard.Progress _, Heard.Form _, Heard.CaughtUp _ -> NOTHING;
    };
  }

  private News event(long seq, SessionEvent event) {
    if (earlier.take(seq, event)) return NOTHING;
    return switch (event) {
      case Said said -> said(seq, said);
      case TurnStarted started -> started(started);
      case ReplyCompleted completed -> completed(completed);
      case TurnFailed failed ->
          ofTurn(failed.turn()).<News>map(reply -> failedReply(reply, failed)).orElse(NOTHING);
      case TurnInterrupted interrupted -> {
        owed.removeIf(reply -> reply.turn == interrupted.turn());
        yield ofTurn(interrupted.turn())
            .<News>map(_ -> floor(new StopTalking(clock.instant())))
            .orElse(NOTHING);
      }
      case SessionEnded _ -> new News.Ended();
      case ToolEvent.ApprovalRequested asked -> asked(asked);
      case ToolEvent.ApprovalDecided decided -> decided(decided.call());
      case ToolEvent.ToolCallSettled settled -> decided(settled.call());
      case AgentEvent.TakenOver _ -> floor(new ColleagueLeads(true, clock.instant()));
      case AgentEvent.HandedBack _ -> floor(new ColleagueLeads(false, clock.instant()));
      case LifecycleEvent _, MessageEvent _, TurnEvent _, ToolEvent _ -> NOTHING;
      case MemoryEvent _, CustomerEvent _, AgentEvent _, UsageEvent _ -> NOTHING;
    };
  }

  /// Only of the reply that the customer waits for. Text that cannot be said aloud remains for the
  /// page.
  private News asked(ToolEvent.ApprovalRequested asked) {
    var reply = ofTurn(asked.turn());
    if (reply.isEmpty()) return NOTHING;
    if (!asked.asksCustomer()) {
      withColleagues.add(asked.call());
      return floor(new ColleagueAsked(reply.get().number, asked.call(), clock.instant()));
    }
    var question = ConsentQuestion.of(asked.label(), asked.arguments());
    if (question.isEmpty()) return NOTHING;
    questions.put(asked.call(), question.get());
    return floor(
        new ConsentAsked(reply.get().number, asked.call(), asked.label(), clock.instant()));
  }

  private News decided(String call) {
    boolean waited = withColleagues.remove(call) || questions.remove(call) != null;
    return waited ? floor(new ConsentDecided(call, clock.instant())) : NOTHING;
  }

  /// When the content filter withholds a reply, asking again in the same words will not help.
  private News failedReply(SpokenReply reply, TurnFailed failed) {
    boolean isWithheld = failed.problem().type().equals(Problem.CONTENT_FILTERED);
    return floor(new ReplyFailed(reply.number, isWithheld, clock.instant()));
  }

  private static News floor(CallEvent event) {
    return new News.ForFloor(event);
  }

  private News said(long seq, Said said) {
    if (said.by() == Party.HUMAN && !said.mode().isAloud())
      return floor(new ColleagueWrote(said.text(), clock.instant()));
    var own = find(reply -> reply.said.filter(said.id()::equals).isPresent());
    if (!said.asksAgent()) return own.map(this::unanswered).orElse(NOTHING);
    own.ifPresent(reply -> reply.seq = seq);
    if (own.isPresent()) return NOTHING;
    writtenAt = seq;
    return floor(new Typed(said.text(), clock.instant()));
  }

  /// The customer's words went to a colleague, so that no turn answers them.
  private News unanswered(SpokenReply reply) {
    owed.remove(reply);
    left.remove(reply);
    current = current.filter(each -> each != reply);
    return floor(new ColleagueLeads(true, clock.instant()));
  }

  private News started(TurnStarted started) {
    var reply = find(each -> started.said().contains(each.seq));
    reply.ifPresent(
        each -> {
          each.turn = started.turn();
          if (each.cut.isPresent()) settle(each);
        });
    return NOTHING;
  }

  private News delta(Heard.Delta delta) {
    var reply = ofTurn(delta.turn());
    if (reply.isEmpty()) return NOTHING;
    reply.get().token(clock.instant());
    return reply
        .get()
        .text
        .delta(delta.from(), delta.text(), delta.marks())
        .<News>map(News.Clauses::new)
        .orElseGet(() -> new News.Anew(reply.get().number));
  }

  private News completed(ReplyCompleted completed) {
    var reply = find(each -> each.turn == completed.turn());
    if (reply.isEmpty()) return NOTHING;
    var done = reply.get();
    if (left.remove(done)) return rest(done, completed.text());
    done.whole = Optional.of(completed.text());
    if (done.cut.isPresent()) {
      settle(done);
      return NOTHING;
    }
    expected = ReplyQuestion.expects(completed.text(), language, asks);
    return done.text
        .whole(completed.text())
        .<News>map(clauses -> new News.Whole(done.number, clauses))
        .orElseGet(() -> new News.Anew(done.number));
  }

  /// A reply that was left is told in the middle of the current one.
  private News rest(SpokenReply done, String text) {
    return current.isEmpty()
        ? NOTHING
        : new News.Told(done.text.whole(text).orElseGet(() -> List.of(MarkedText.plain(text))));
  }

  private Optional<SpokenReply> ofTurn(int turn) {
    return current.filter(reply -> reply.turn == turn);
  }

  private Optional<SpokenReply> find(Predicate<SpokenReply> wanted) {
    return Stream.of(current.stream(), owed.stream(), left.stream())
        .flatMap(each -> each)
        .filter(wanted)
        .findFirst();
  }
}
