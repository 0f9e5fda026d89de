package io.parley.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.WordErrors;
import io.parley.core.session.AgentCommand.CheckWords;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.Decision;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Rejected;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.*;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.UsageEvent;
import io.parley.core.session.WordsCheck;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/// A customer and a human of the company on unreliable connections: unacknowledged commands are
/// sent again, and sometimes acknowledged ones, too.
final class Clients {
  /// @param at creates the command: a repeated one comes at another time
  private record Letter(String id, Function<Instant, SessionCommand> at) {}

  private record Stored(Letter letter, long seq) {}

  private final Random random;
  private final Node node;
  private final Ledger ledger;
  private final List<Letter> unanswered = new ArrayList<>();
  private final List<Stored> stored = new ArrayList<>();
  private final Optional<Customer> customer;
  private int letters;

  Clients(Random random, Node node, Ledger ledger) {
    this.random = random;
    this.node = node;
    this.ledger = ledger;
    this.customer =
        random.nextBoolean()
            ? Optional.of(new Customer("c-7", Optional.of("Ada"), random.nextBoolean()))
            : Optional.empty();
  }

  void start() {
    var greeting = random.nextBoolean() ? Optional.of("Hello.") : Optional.<String>empty();
    node.ask(
            new Start(
                TenantId.DEFAULT,
                new AgentRef("support", 1 + random.nextInt(2)),
                Channel.WEB,
                customer,
                Map.of(),
                greeting,
                node.clock()))
        .ifPresent(decision -> assertThat(decision).isInstanceOf(Accepted.class));
  }

  /// Sends a new command.
  void write() {
    var id = "id-" + letters++;
    int dice = random.nextInt(100);
    if (dice < 55) send(id, at -> say(id, Party.CUSTOMER, words(), at));
    else if (dice < 65) send(id, at -> say(id, Party.HUMAN, words(), at));
    else if (dice < 78) interrupt(id);
    else if (dice < 96) decide(id);
    else if (dice < 97) rate(id);
    else if (dice < 98) measure(id);
    else send(id, at -> new End(Optional.of(id), "done", Party.CUSTOMER, "", at));
  }

  /// Repeats an unacknowledged command.
  void retry() {
    if (!unanswered.isEmpty()) post(unanswered.removeFirst());
  }

  /// Repeats an acknowledged command: the same answer, and no second effect.
  void repeat() {
    if (stored.isEmpty()) return;
    var one = stored.get(random.nextInt(stored.size()));
    node.ask(one.letter().at().apply(node.clock()))
        .ifPresent(
            answer -> assertThat(answer).isEqualTo(new Accepted(one.seq(), List.of(), List.of())));
  }

  /// Reuses an id for another command.
  void reuse() {
    if (stored.isEmpty()) return;
    var id = stored.get(random.nextInt(stored.size())).letter().id();
    node.ask(say(id, Party.CUSTOMER, "something else entirely", node.clock()))
        .ifPresent(answer -> assertThat(reasonOf(answer)).hasValue(Rejection.Reason.ID_REUSED));
  }

  private void interrupt(String id) {
    int turn = ledger.open() == 0 || random.nextInt(4) == 0 ? random.nextInt(9) : ledger.open();
    // every second one comes from a call, which interrupts where the reply is written but not yet
    // spoken
    if (turn != ledger.open() && letters % 2 == 0)
      send(id, at -> new CutReply(id, turn, Party.CUSTOMER, ledger.heard(turn), at));
    else send(id, at -> new Interrupt(id, turn, Party.CUSTOMER, Optional.of("the rep"), at));
  }

  private void decide(String id) {
    var awaiting =
        ledger.calls().entrySet().stream()
            .filter(call -> call.getValue().isAwaiting())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    var call = awaiting.isEmpty() ? "1.1" : awaiting.get(random.nextInt(awaiting.size()));
    var approval = random.nextInt(3) == 0 ? Approval.REJECT : Approval.APPROVE;
    send(id, at -> new Decide(id, call, approval, Party.HUMAN, Optional.empty(), at));
  }

  /// A person says what became of a call in doubt, perhaps wrongly.
  void resolve(String call) {
    var id = "id-" + letters++;
    var how = random.nextBoolean() ? Resolution.HAPPENED : Resolution.DID_NOT_HAPPEN;
    send(
        id, at -> new ResolveToolCall(id, call, how, Party.HUMAN, Optional.of("looked it up"), at));
  }

  /// A person has a dead letter made again, or drops it.
  void handleLetter(String call) {
    var id = "id-" + letters++;
    if (random.nextInt(3) > 0)
      send(id, at -> new RetryToolCall(id, call, Party.HUMAN, Optional.empty(), at));
    else send(id, at -> new DropToolCall(id, call, Party.HUMAN, Optional.of("too late"), at));
  }

  private void rate(String id) {
    int score = 1 + random.nextInt(Rate.SCORE_MAX);
    send(id, at -> new Rate(id, Party.CUSTOMER, score, Optional.of("so so"), at));
  }

  /// A call is over, or somebody has compared its words.
  private void measure(String id) {
    int some = random.nextInt(5);
    var figures = CallFigures.withoutSound("sip", 60, Optional.empty(), some);
    var words = new WordsCheck.Compared("call-1", "sip", 5, 5 - some, new WordErrors(some, 40));
    if (letters % 2 == 0) send(id, at -> new MeasureCall(id, "call-" + id, figures, at));
    else send(id, at -> new CheckWords(id, Party.HUMAN, words, at));
  }

  private void send(String id, Function<Instant, SessionCommand> at) {
    // a message is recorded once, however often it is sent
    var first = at.apply(node.clock());
    post(
        new Letter(
            id, first instanceof Say said ? then -> say(id, said.by(), said.text(), then) : at));
  }

  private void post(Letter letter) {
    var answer = node.ask(letter.at().apply(node.clock()));
    if (answer.isEmpty()) {
      unanswered.add(letter);
      return;
    }
    boolean isStored = ledger.knows(letter.id());
    switch (answer.get()) {
      case Accepted(var seq, _, _) when isStored -> {
        assertThat(idOf(ledger.event(seq))).as("id of event %d", seq).isEqualTo(letter.id());
        stored.add(new Stored(letter, seq));
      }
      case Accepted(_, var events, _) -> assertThat(events).as("effect without a trace").isEmpty();
      case Rejected _ -> assertThat(isStored).as("refused but stored").isFalse();
    }
  }

  private static String idOf(SessionEvent event) {
    return switch (event) {
      case MessageEvent.Said said -> said.id();
      case ToolEvent.ApprovalDecided decided -> decided.id();
      case ToolEvent.ToolCallResolved resolved -> resolved.id().orElse("");
      case ToolEvent.ToolCallRetried retried -> retried.id();
      case ToolEvent.ToolCallDropped dropped -> dropped.id();
      case TurnEvent.TurnInterrupted interrupted -> interrupted.id().orElse("");
      case TurnEvent.ReplyCut cut -> cut.id();
      case LifecycleEvent.SessionEnded ended -> ended.id().orElse("");
      case CustomerEvent.Rated rated -> rated.id();
      case UsageEvent.CallMeasured measured -> measured.id();
      case UsageEvent.WordsChecked checked -> checked.id();
      default -> "";
    };
  }

  private static Optional<Rejection.Reason> reasonOf(Decision decision) {
    return decision instanceof Rejected(var rejection)
        ? Optional.of(rejection.reason())
        : Optional.empty();
  }

  private static Say say(String id, Party by, String text, Instant at) {
    return new Say(id, by, text, Channel.WEB, at);
  }

  private String words() {
    return "word ".repeat(1 + random.nextInt(12));
  }
}
