package io.parley.core.session;

import io.parley.core.agent.AgentRef;
import io.parley.core.limit.RateCounts;
import io.parley.core.memory.History;
import io.parley.core.tool.ToolCallState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The state that the rules need, and nothing else.
public sealed interface SessionState {
  /// Number of the last event; 0 before the first.
  long seq();

  /// The turn whose reply is being made.
  default Optional<OpenTurn> openTurn() {
    return this instanceof Active active ? active.open() : Optional.empty();
  }

  record New() implements SessionState {
    @Override
    public long seq() {
      return 0;
    }
  }

  /// @param agent the agent in charge: the first one, or the one that an event named later
  /// @param epoch rises with every event that makes words under way worthless: older ones must not
  ///   reach the customer
  /// @param turns how many turns were opened
  /// @param open the turn whose reply is being made
  /// @param waiting messages received since, oldest first; the next turn answers them
  /// @param notes facts kept besides the conversation
  /// @param accepted the newest ids that were accepted
  /// @param calls unsettled ones, those of the open turn, and those in doubt, in order of request
  /// @param takenOver whether a person of the company answers the customer in place of the agent
  record Active(
      LifecycleEvent.SessionStarted started,
      AgentRef agent,
      long seq,
      int epoch,
      int turns,
      Optional<OpenTurn> open,
      List<WaitingMessage> waiting,
      AcceptedIds accepted,
      History history,
      List<ToolCallState> calls,
      UsageTotal usage,
      RateCounts rate,
      Notes notes,
      Owed owed,
      boolean takenOver)
      implements SessionState {
    public Active {
      waiting = List.copyOf(waiting);
      calls = List.copyOf(calls);
    }

    /// The language that the customer changed to, if any: a BCP 47 tag.
    public Optional<String> language() {
      return notes.language();
    }

    /// The call with this id, settled or not.
    public Optional<ToolCallState> call(String id) {
      return calls.stream().filter(call -> call.call().id().equals(id)).findFirst();
    }

    public List<ToolCallState> callsOf(int turn) {
      return calls.stream().filter(call -> call.turn() == turn).toList();
    }

    /// Whether the open turn can only wait for a human: some of its calls need consent, and none
    /// runs.
    boolean awaitsConsent() {
      return open.isPresent()
          && callsOf(open.get().turn()).stream().anyMatch(ToolCallState::isAwaiting)
          && callsOf(open.get().turn()).stream().noneMatch(ToolCallState::isRunning);
    }

    public Instant lastActivity() {
      return owed.lastActivity();
    }

    /// The state with the next event counted.
    Active next(SessionEvent event) {
      return with(
          draft -> {
            draft.seq = seq + 1;
            draft.owed = owed.after(event);
          });
    }

    Active withAgent(AgentRef value) {
      return with(draft -> draft.agent = value);
    }

    Active withTakenOver(boolean value) {
      return with(draft -> draft.takenOver = value);
    }

    Active withEpoch(int value) {
      return with(draft -> draft.epoch = value);
    }

    Active withTurn(int count, Optional<OpenTurn> turn) {
      return with(
          draft -> {
            draft.turns = count;
            draft.open = turn;
          });
    }

    Active withWaiting(List<WaitingMessage> words) {
      return with(draft -> draft.waiting = words);
    }

    Active withAccepted(AcceptedIds value) {
      return with(draft -> draft.accepted = value);
    }

    Active withHistory(History value) {
      return with(draft -> draft.history = value);
    }

    Active withCalls(List<ToolCallState> value) {
      return with(draft -> draft.calls = value);
    }

    Active withUsage(UsageTotal total, RateCounts counts) {
      return with(
          draft -> {
            draft.usage = total;
            draft.rate = counts;
          });
    }

    Active withNotes(Notes value) {
      return with(draft -> draft.notes = value);
    }

    private Active with(Consumer<ActiveDraft> change) {
      var draft = new ActiveDraft(this);
      change.accept(draft);
      return draft.done();
    }

    static <T> List<T> plus(List<T> list, T last) {
      var longer = new ArrayList<T>(list.size() + 1);
      longer.addAll(list);
      longer.add(last);
      return longer;
    }
  }

  /// @param was the session when it ended, with calls that have settled since
  /// @param reflected whether the reflection is written
  /// @param archived where the complete session is stored
  record Ended(Active was, String reason, boolean reflected, Optional<String> archived)
      implements SessionState {
    @Override
    public long seq() {
      return was.seq();
    }
  }

  /// @param attempt 1, and one more each time that the reply is restarted
  /// @param lost attempts that were lost: by a crash, or a model that broke off
  /// @param deaths how many of them ended with their node
  /// @param paused whether the attempt is paused, so that no node is working on it
  /// @param spoken whether some of the words were not written, and the reply is said aloud
  /// @param doubtful whether a number or a short answer in them may be misheard
  record OpenTurn(
      int turn,
      int attempt,
      int lost,
      int deaths,
      boolean paused,
      List<Long> said,
      boolean spoken,
      boolean doubtful,
      Instant startedAt) {
    public OpenTurn {
      said = List.copyOf(said);
    }

    static OpenTurn first(int turn, List<Long> said, boolean spoken, boolean doubtful, Instant at) {
      return new OpenTurn(turn, 1, 0, 0, false, said, spoken, doubtful, at);
    }

    OpenTurn withPause() {
      return new OpenTurn(turn, attempt, lost, deaths, true, said, spoken, doubtful, startedAt);
    }

    /// @param isLost whether the attempt before this one counts as lost
    /// @param died how many attempts ended with their node by now
    OpenTurn resumed(int next, boolean isLost, int died) {
      int gone = isLost ? lost + 1 : lost;
      return new OpenTurn(turn, next, gone, died, false, said, spoken, doubtful, startedAt);
    }
  }

  /// @param remembered the newest turn that memories were written for; 0 before the first
  /// @param ratings number of the customer's ratings
  /// @param told the newest turn with a completed reply that, as far as is known, was heard to its
  ///   end; 0 for none
  /// @param language the language that the customer changed to, if any: a BCP 47 tag
  /// @param agreed tools of which a call was agreed to, the newest last
  record Notes(
      int remembered, int ratings, int told, Optional<String> language, List<String> agreed) {
    private static final int AGREED_MAX = 64;
    static final Notes NONE = new Notes(0, 0, 0, Optional.empty(), List.of());

    public Notes {
      agreed = List.copyOf(agreed);
    }

    Notes remembering(int turn) {
      return new Notes(Math.max(remembered, turn), ratings, told, language, agreed);
    }

    Notes rated() {
      return new Notes(remembered, ratings + 1, told, language, agreed);
    }

    Notes told(int turn) {
      return new Notes(remembered, ratings, turn, language, agreed);
    }

    Notes speaking(String tag) {
      return new Notes(remembered, ratings, told, Optional.of(tag), agreed);
    }

    /// The oldest is forgotten beyond a limit, and asked about again.
    Notes agreeing(String tool) {
      if (agreed.contains(tool)) return this;
      var all = Active.plus(agreed, tool);
      var kept = all.size() > AGREED_MAX ? all.subList(1, all.size()) : all;
      return new Notes(remembered, ratings, told, language, kept);
    }
  }

  /// A customer's message that the next turn answers.
  ///
  /// @param spoken whether the reply is said aloud
  /// @param doubtful whether it is, or has, what may be misheard
  record WaitingMessage(long seq, String text, boolean spoken, boolean doubtful) {}
}
