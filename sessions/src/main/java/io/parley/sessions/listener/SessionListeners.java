package io.parley.sessions.listener;

import io.parley.core.party.Party;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.tool.ToolProgress;
import io.parley.sessions.CallShown;
import io.parley.sessions.FormShown;
import io.parley.sessions.listener.ToReader.Committed;
import io.parley.sessions.listener.ToReader.Preview;
import io.parley.sessions.listener.ToReader.Registered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/// The readers of one session, and for late readers the text of the reply under way and the state
/// of a call. Lives inside the session's actor and in its thread.
public final class SessionListeners {
  private final Set<ActorRef<ToReader>> readers = new LinkedHashSet<>();
  private final Map<String, FormShown> forms = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();
  private final List<SpokenMark> marks = new ArrayList<>();
  private int turn;
  private int attempt;
  private Optional<CallShown> call = Optional.empty();

  public boolean isEmpty() {
    return readers.isEmpty();
  }

  public int count() {
    return readers.size();
  }

  /// Registers `reader`; a known one is informed again of the session's position.
  ///
  /// @return whether it is new
  public boolean add(ActorRef<ToReader> reader, ActorRef<Void> session, long seq) {
    var isNew = readers.add(reader);
    var preview =
        text.isEmpty()
            ? Optional.<Preview>empty()
            : Optional.of(new Preview(turn, attempt, 0, text.toString(), marks));
    reader.tell(new Registered(session, seq, preview));
    if (isNew) forms.values().forEach(shown -> reader.tell(new ToReader.Form(shown)));
    if (isNew) call.ifPresent(shown -> reader.tell(new ToReader.Call(shown)));
    return isNew;
  }

  public void remove(ActorRef<ToReader> reader) {
    readers.remove(reader);
  }

  /// Asks all readers to register again, and forgets them.
  public void lost() {
    tell(new ToReader.Lost());
    readers.clear();
    forgetText();
  }

  /// @param first number of the first of `events`
  public void committed(long first, List<SessionEvent> events) {
    if (events.stream().anyMatch(SessionListeners::endsText)) forgetText();
    if (!readers.isEmpty()) tell(new Committed(first, events));
  }

  /// More of the reply under way.
  ///
  /// @param from where in the reply this text begins; earlier text from there on is replaced
  public void preview(int turn, int attempt, int from, MarkedText more) {
    if (turn != this.turn || attempt != this.attempt) forgetText();
    this.turn = turn;
    this.attempt = attempt;
    if (from < text.length()) {
      text.setLength(from);
      marks.removeIf(mark -> !mark.isBefore(from));
    }
    text.append(more.text());
    var moved = more.movedMarks(from);
    marks.addAll(moved);
    if (!readers.isEmpty()) tell(new Preview(turn, attempt, from, more.text(), moved));
  }

  public void typing(Party by) {
    if (!readers.isEmpty()) tell(new ToReader.Typing(by));
  }

  /// A question of a tool call, which later readers get too until it is closed.
  public void form(FormShown shown) {
    if (shown.form().isPresent()) forms.put(shown.id(), shown);
    else forms.remove(shown.id());
    if (!readers.isEmpty()) tell(new ToReader.Form(shown));
  }

  /// How far a tool call under way has come.
  public void progress(String call, ToolProgress progress) {
    if (!readers.isEmpty()) tell(new ToReader.Progress(call, progress));
  }

  /// State of a call: the newest is kept for later readers, until the call is over.
  public void call(CallShown shown) {
    if (!shown.isOver()) call = Optional.of(shown);
    else if (call.filter(last -> last.call().equals(shown.call())).isPresent())
      call = Optional.empty();
    if (!readers.isEmpty()) tell(new ToReader.Call(shown));
  }

  /// The tools for the session's call as it is now; see [CallTools].
  public Set<String> callTools() {
    return call.map(CallTools::of).orElse(Set.of());
  }

  /// The node that held the call has most likely died.
  public void callLost() {
    call.map(CallShown::lost).ifPresent(this::call);
  }

  /// The part of the reply to `turn` that reached the customer: the text sent while they listened.
  String heardOf(int turn) {
    return this.turn == turn ? heard() : "";
  }

  /// The same, for whichever reply is under way.
  String heard() {
    return readers.isEmpty() ? "" : text.toString();
  }

  /// Adds to the command what the customer heard of the reply, which only this class knows unless
  /// they heard it in a call. A completed reply was shown as a whole, so that only a call can
  /// report less.
  public SessionCommand withHeard(SessionState state, SessionCommand command) {
    if (command instanceof SessionCommand.Interrupt interrupt
        && Session.isOpen(state, interrupt.turn()))
      return interrupt.orShown(heardOf(interrupt.turn()));
    if (command instanceof SessionCommand.End(var id, var reason, var by, _, var at))
      return new SessionCommand.End(id, reason, by, heard(), at);
    return command;
  }

  private void tell(ToReader message) {
    for (var reader : readers) reader.tell(message);
  }

  private void forgetText() {
    text.setLength(0);
    marks.clear();
  }

  /// Whether the text of the reply under way is settled or restarts.
  static boolean endsText(SessionEvent event) {
    if (!(event instanceof TurnEvent turn)) return false;
    return switch (turn) {
      case TurnStarted _,
          TurnResumed _,
          TurnPaused _,
          ReplyCompleted _,
          TurnInterrupted _,
          TurnFailed _ ->
          true;
      case ReplyCut _ -> false;
    };
  }
}
