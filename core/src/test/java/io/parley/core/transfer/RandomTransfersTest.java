package io.parley.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.transfer.TransferAction.*;
import io.parley.core.transfer.TransferEvent.*;
import io.parley.core.transfer.TransferOutcome.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random lives: every order is reported exactly once, nothing is dialled or handed over twice for
/// one order, the caller is on hold only while a colleague is called, and no state lasts for ever.
class RandomTransfersTest {
  private static final int LIVES = 4_000;
  private static final int EVENTS = 40;

  private static final TransferTimes TIMES =
      new TransferTimes(
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  private final Map<String, Integer> reports = new HashMap<>();
  private final Map<String, Integer> effects = new HashMap<>();
  private boolean onHold;
  private int orders;

  @ParameterizedTest
  @ValueSource(longs = {1, 2_026, 77_001})
  void random_lives(long seed) {
    var random = new Random(seed);
    for (int life = 0; life < LIVES; life++) live(random, "seed %d, life %d".formatted(seed, life));
  }

  private void live(Random random, String name) {
    reports.clear();
    effects.clear();
    onHold = false;
    orders = 0;
    var now = Instant.EPOCH;
    var state = Transferring.IDLE;
    for (int i = 0; i < EVENTS; i++) {
      now = now.plusMillis(random.nextInt(1_500));
      state = happens(state, event(random, now), name);
    }
    for (var due = Transferring.due(state); due.isPresent(); due = Transferring.due(state))
      state = happens(state, new Tick(due.get()), name);
    assertThat(reports).as(name).hasSize(orders);
    assertThat(reports.values()).as(name).allMatch(count -> count == 1);
    assertThat(effects.values()).as(name).allMatch(count -> count == 1);
    assertThat(state.isOnHold()).as(name).isFalse();
  }

  private TransferState happens(TransferState state, TransferEvent event, String name) {
    var step = Transferring.decide(state, event, TIMES);
    for (var action : step.actions())
      switch (action) {
        case Report(var key, _) -> reports.merge(key, 1, Integer::sum);
        case ReportAnswer(var key) -> reports.merge(key, 1, Integer::sum);
        case HandOver(var order) -> effects.merge(order.key(), 1, Integer::sum);
        case CallColleague(var order) -> effects.merge(order.key(), 1, Integer::sum);
        case Hold _ -> onHold = true;
        case Unhold _, Connect _, EndCall _ -> onHold = false;
        case DropColleague _, Brief _, MuteColleague _ -> {}
      }
    if (step.state().isOnHold()) assertThat(onHold).as(name).isTrue();
    else if (!step.state().isWithColleague()) assertThat(onHold).as(name).isFalse();
    return step.state();
  }

  private TransferEvent event(Random random, Instant at) {
    return switch (random.nextInt(14)) {
      case 0, 1 -> new Asked(order(random), random.nextInt(5) > 0, at);
      case 2, 3 -> new WordsHeard(at);
      case 4 ->
          random.nextBoolean() ? new HandedOver(at) : new NotHandedOver(random.nextBoolean(), at);
      case 5, 6 -> new Answered(at);
      case 7 -> new NotReached(random.nextBoolean() ? Reason.BUSY : Reason.FAILED, at);
      case 8 -> new BriefHeard(at);
      case 9 -> new Keyed("0123*#".charAt(random.nextInt(6)), at);
      case 10 -> random.nextInt(4) == 0 ? new ColleagueGone(at) : new Tick(at);
      case 11 -> random.nextInt(6) == 0 ? new CallerGone(at) : new Tick(at);
      case 12 -> new Withdrawn("order-" + Math.max(1, orders), at);
      default -> new Keyed('1', at);
    };
  }

  private TransferOrder order(Random random) {
    return new TransferOrder(
        "order-" + ++orders,
        "sales",
        "Sales",
        TransferAddress.of("+493012345"),
        random.nextBoolean() ? TransferMode.BLIND : TransferMode.ATTENDED,
        "");
  }
}
