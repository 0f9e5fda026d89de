package io.parley.sessions.reply;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.dial.CallContext;
import io.parley.core.memory.History;
import io.parley.core.memory.HistoryLine;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryScope;
import io.parley.core.memory.Uses;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.Purpose;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.OpenTurn;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The input of a reply: the session's state when it was begun.
///
/// @param spoken whether the reply is said aloud
/// @param doubtful whether the words that are answered have a number, or are a short answer, that
///   may be misheard
/// @param calls those of this turn: settled ones go to the model, the others are waited for
/// @param offered the agent's tools
/// @param given facts that the company gave with the conversation
/// @param language of the customer, where it is known: a BCP 47 tag
public record ReplyTask(
    int turn,
    int attempt,
    boolean spoken,
    boolean doubtful,
    AgentDefinition agent,
    SessionKey session,
    Optional<Customer> customer,
    History history,
    List<ToolCallState> calls,
    List<ToolSpec> offered,
    List<Memory> given,
    Optional<String> language) {
  private static final int USES_PART_OF_HISTORY = 4;

  /// Messages of a prompt that are no lines: a name, a summary, memories, some answers of tools.
  private static final int AROUND = 8;

  private static final String CALLED =
      "The company has called this customer, who did not ask for it. The facts that you are given"
          + " say why: after your first words, come to that.";

  private static final String READ_BACK =
      "The customer's last message was spoken and may be misheard. Before you use a number in it,"
          + " read it back digit by digit and ask whether it is right. Before you take it for a yes"
          + " to something that has an effect, ask again. Do neither twice in a row.";

  public ReplyTask {
    calls = List.copyOf(calls);
    offered = List.copyOf(offered);
    given = List.copyOf(given);
  }

  public static ReplyTask of(
      SessionKey session,
      Active state,
      OpenTurn open,
      AgentDefinition agent,
      List<ToolSpec> offered) {
    return new ReplyTask(
        open.turn(),
        open.attempt(),
        open.spoken(),
        open.doubtful(),
        agent,
        session,
        state.started().customer(),
        state.history(),
        state.callsOf(open.turn()),
        offered,
        given(session, state.started()),
        language(state));
  }

  /// The context of a call that the company has placed. Metadata of a visitor's session are the
  /// visitor's words.
  private static List<Memory> given(SessionKey session, SessionStarted started) {
    if (started.visitor().isPresent() || !started.channel().equals(Channel.PHONE)) return List.of();
    return CallContext.of(started.metadata()).facts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            fact ->
                new Memory(
                    "context." + fact.getKey(),
                    MemoryKind.SEMANTIC,
                    fact.getKey() + ": " + fact.getValue(),
                    session,
                    started.at()))
        .toList();
  }

  /// That of a telephone's number, or of the order to call, until the customer changes it.
  private static Optional<String> language(Active state) {
    var started = state.started();
    return state
        .language()
        .or(
            () ->
                started.channel().equals(Channel.PHONE)
                    ? Optional.ofNullable(started.metadata().get("language"))
                        .filter(AgentPresentation::isLanguage)
                    : Optional.empty());
  }

  /// The customer whose memories may help.
  MemoryScope scope() {
    return new MemoryScope(session, customer.filter(Customer::verified).map(Customer::id));
  }

  /// The words that are to be answered.
  String question() {
    return asked().map(HistoryLine::text).collect(Collectors.joining("\n"));
  }

  private Stream<HistoryLine> asked() {
    return history.since(turn).stream().filter(this::isAsked);
  }

  private boolean isAsked(HistoryLine line) {
    return line.turn() == turn && line.by() == Party.CUSTOMER;
  }

  /// Whether there is a long result that the model can read on in.
  ///
  /// @param uses of this turn
  boolean isReadable(List<PromptMessage.ToolUse> uses) {
    return Stream.concat(
            uses.stream().map(PromptMessage.ToolUse::outcome),
            history.uses().all().stream().map(Uses.Use::outcome))
        .anyMatch(outcome -> LongResult.isReadable(outcome.result()));
  }

  /// @param memories from earlier conversations
  /// @param said the model's words and calls in this turn so far
  /// @param tools that may be called now
  /// @param now the date given to the model
  Prompt prompt(
      List<Memory> memories, List<PromptMessage> said, List<ToolSpec> tools, Instant now) {
    var lines = history.window(agent.limits().historyTokens());
    // some hundred lines in a long conversation: the lists need not grow by copies of themselves
    var messages = new ArrayList<PromptMessage>(lines.size() + said.size() + AROUND);
    customer
        .flatMap(Customer::addressee)
        .ifPresent(name -> messages.add(new PromptMessage.Named(name)));
    history.summary().ifPresent(s -> messages.add(new PromptMessage.Earlier(s.text())));
    var known = Stream.concat(given.stream(), memories.stream()).toList();
    if (!known.isEmpty()) messages.add(new PromptMessage.Remembered(known));
    // a colleague's words during the turn come after the question, but the question is what is
    // answered
    var earlier = new ArrayList<HistoryLine>(lines.size());
    var question = new ArrayList<PromptMessage>();
    for (var line : lines) {
      if (isAsked(line)) question.add(PromptLines.message(line));
      else earlier.add(line);
    }
    addEarlier(earlier, messages);
    messages.addAll(question);
    messages.addAll(said);
    return new Prompt(
        Purpose.REPLY,
        new Origin(session, agent.ref()),
        system(now),
        messages,
        tools,
        agent.limits().outputTokens(),
        false,
        spoken,
        doubtful,
        language);
  }

  /// Adds the lines, and in each turn the tools' answers where its reply asked for them. Those take
  /// a part of the lines' share.
  private void addEarlier(List<HistoryLine> lines, List<PromptMessage> messages) {
    if (lines.isEmpty()) return;
    var left =
        new ArrayDeque<>(
            history
                .uses()
                .since(
                    lines.getFirst().turn(),
                    agent.limits().historyTokens() / USES_PART_OF_HISTORY));
    for (var line : lines) {
      while (!left.isEmpty() && left.getFirst().turn() < line.turn())
        messages.add(told(left.removeFirst()));
      if (line.by() == Party.BOT) addReply(line, left, messages);
      else messages.add(PromptLines.message(line));
    }
    left.forEach(use -> messages.add(told(use)));
  }

  /// Adds the reply, with each call of its turn behind the words that came before it.
  private static void addReply(
      HistoryLine line, Deque<Uses.Use> uses, List<PromptMessage> messages) {
    int at = 0;
    while (!uses.isEmpty() && uses.getFirst().turn() == line.turn()) {
      var use = uses.removeFirst();
      // less was heard than was said
      int to = Math.min(use.after(), line.text().length());
      at = say(line.text(), at, to, messages);
      messages.add(told(use));
    }
    say(line.text(), at, line.text().length(), messages);
  }

  private static int say(String text, int from, int to, List<PromptMessage> messages) {
    if (to <= from) return from;
    var words = text.substring(from, to).strip();
    if (!words.isEmpty()) messages.add(new PromptMessage.Assistant(words));
    return to;
  }

  private static PromptMessage told(Uses.Use use) {
    return new PromptMessage.ToolUse(use.round(), use.call(), use.outcome());
  }

  /// Contains nothing that a customer, a tool or a model has said.
  private String system(Instant now) {
    var values =
        Map.of(
            "company", agent.company(),
            "today", LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
    var always = agent.prompt().render(values);
    var aloud = spoken ? always + "\n\n" + agent.voicePrompt().render(values) : always;
    var called = given.isEmpty() ? aloud : aloud + "\n\n" + CALLED;
    return doubtful ? called + "\n\n" + READ_BACK : called;
  }
}
