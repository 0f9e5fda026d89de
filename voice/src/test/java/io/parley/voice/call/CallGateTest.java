package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.limit.AddressBlock;
import io.parley.core.party.Party;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.voice.keypad.KeyOrder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node's calls, seen from their gate; the calls themselves only record messages.
class CallGateTest {
  private static ActorTestKit kit;
  private static final Duration GRACE = Duration.ofSeconds(20);

  /// No test takes so long.
  private static final Duration WHOLE = Duration.ofHours(1);

  private static final AddressBlock HOME = new AddressBlock("192.0.2.0/24");
  private static final AddressBlock OFFICE = new AddressBlock("198.51.100.0/24");
  private static final AddressBlock CROWD = new AddressBlock("203.0.113.0/24");

  private final AtomicInteger count = new AtomicInteger();
  private final TestProbe<CallMessage> heard = kit.createTestProbe();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private ActorRef<CallGate.Message> gate;

  @BeforeEach
  void open() {
    gate = kit.spawn(CallGate.create(count, _ -> {}));
  }

  /// A class that is run again needs another one.
  @BeforeAll
  static void start() {
    kit =
        ActorTestKit.create(
            ConfigFactory.parseString(
                """
                pekko.actor.provider = local
                pekko.actor.testkit.typed.single-expect-default = 60s\
                """));
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void a_node_without_calls_drains_at_once() {
    gate.tell(new CallGate.Leave(WHOLE, GRACE, empty));
    await().until(empty::isDone);
  }

  @Test
  void every_call_is_told_of_the_drain_which_waits_for_the_last() {
    begin("one", "s1");
    begin("two", "s2");
    gate.tell(new CallGate.Leave(Duration.ZERO, GRACE, empty));
    heard.expectMessage(new CallMessage.GoAway(GRACE));
    heard.expectMessage(new CallMessage.GoAway(GRACE));
    hangUp("one", "s1");
    await().until(() -> count.get() == 1);
    assertThat(empty).isNotDone();
    hangUp("two", "s2");
    await().until(empty::isDone);
    assertThat(count).hasValue(0);
  }

  @Test
  void calls_come_to_their_end_before_they_are_sent_away() {
    begin("one", "s1");
    gate.tell(new CallGate.Leave(WHOLE, GRACE, empty));
    // admitted just before the drain began
    begin("late", "s2");
    heard.expectNoMessage();
    hangUp("one", "s1");
    hangUp("late", "s2");
    await().until(empty::isDone);
  }

  @Test
  void calls_that_have_not_ended_in_time_are_sent_away() {
    begin("one", "s1");
    gate.tell(new CallGate.Leave(Duration.ofMillis(1), GRACE, empty));
    heard.expectMessage(new CallMessage.GoAway(GRACE));
    begin("late", "s2");
    heard.expectMessage(new CallMessage.GoAway(Duration.ZERO));
  }

  @Test
  void a_call_that_begins_when_no_other_is_left_has_no_time() {
    gate.tell(new CallGate.Leave(WHOLE, GRACE, empty));
    await().until(empty::isDone);
    begin("late", "s1");
    heard.expectMessage(new CallMessage.GoAway(Duration.ZERO));
  }

  @Test
  void a_call_in_which_somebody_else_speaks_is_waited_for() {
    var relayed = new NoTransfers();
    gate.tell(new CallGate.Relayed(key("s1"), relayed, true));
    gate.tell(new CallGate.Leave(WHOLE, GRACE, empty));
    assertThat(giveWay(Duration.ZERO)).isFalse();
    assertThat(empty).isNotDone();
    gate.tell(new CallGate.Relayed(key("s1"), relayed, false));
    await().until(empty::isDone);
  }

  private static final class NoTransfers implements RelayedCall {
    @Override
    public void transfer(TransferOrder order, Consumer<TransferOutcome> done) {
      throw new AssertionError("nothing is handed over here");
    }

    @Override
    public String press(KeyOrder order) {
      return order.keys();
    }

    @Override
    public void hangUp() {
      throw new AssertionError("nobody hangs up here");
    }
  }

  @Test
  void a_call_that_begins_during_the_drain_has_no_grace() {
    gate.tell(new CallGate.Leave(Duration.ZERO, GRACE, empty));
    begin("late", "s1");
    heard.expectMessage(new CallMessage.GoAway(Duration.ZERO));
  }

  @Test
  void a_second_call_of_a_session_replaces_the_first() {
    begin("one", "s1");
    begin("other", "s2");
    begin("two", "s1");
    heard.expectMessage(new CallMessage.Replaced());
    heard.expectNoMessage();
  }

  @Test
  void a_leg_joins_its_call_and_ends_with_it() {
    begin("one", "s1");
    var leg = new FakeLeg();
    gate.tell(new CallGate.Join("one", key("s1"), leg, Party.OPERATOR, false));
    assertThat(heard.expectMessageClass(CallMessage.Join.class).leg()).isSameAs(leg);
    assertThat(leg.gone).isNotDone();
    hangUp("one", "s1");
    await().until(leg.gone::isDone);
  }

  @Test
  void a_leg_that_finds_no_call_in_its_session_is_closed() {
    begin("one", "s1");
    var late = new FakeLeg();
    gate.tell(new CallGate.Join("another", key("s1"), late, Party.OPERATOR, false));
    await().until(late.gone::isDone);
    var foreign = new FakeLeg();
    gate.tell(new CallGate.Join("one", key("s2"), foreign, Party.OPERATOR, false));
    await().until(foreign.gone::isDone);
  }

  @Test
  void the_oldest_silent_call_gives_way_and_a_talking_one_does_not() {
    begin("talks", "s1", true);
    begin("silent", "s2", false);
    begin("silent-too", "s3", false);
    assertThat(giveWay(Duration.ofHours(1))).isFalse();
    assertThat(giveWay(Duration.ZERO)).isTrue();
    assertThat(giveWay(Duration.ZERO)).isTrue();
    await().until(() -> count.get() == 1);
    assertThat(giveWay(Duration.ZERO)).isFalse();
  }

  @Test
  void silent_calls_of_the_network_with_most_of_them_give_way_first() {
    begin("visitor", "s1", false, HOME);
    begin("office", "s2", true, OFFICE);
    begin("office-too", "s3", true, OFFICE);
    begin("office-silent", "s4", false, OFFICE);
    begin("many", "s5", false, CROWD);
    begin("many-too", "s6", false, CROWD);
    assertThat(giveWay(Duration.ZERO)).isTrue();
    await().until(() -> count.get() == 5);
    assertThat(isThere("many", "s5")).isFalse();
    assertThat(giveWay(Duration.ZERO)).as("of equal ones the oldest").isTrue();
    await().until(() -> count.get() == 4);
    assertThat(isThere("visitor", "s1")).isFalse();
  }

  private boolean isThere(String id, String session) {
    var asked = kit.<CallGate.Wished>createTestProbe();
    var harmless = new Wish.Negotiate("");
    gate.tell(new CallGate.Wanted(id, key(session).toString(), harmless, asked.ref()));
    return asked.receiveMessage().known();
  }

  private boolean giveWay(Duration age) {
    var found = new CompletableFuture<Boolean>();
    gate.tell(new CallGate.GiveWay(age, found));
    return found.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private void begin(String id, String session) {
    begin(id, session, true);
  }

  private void begin(String id, String session, boolean talks) {
    begin(id, session, talks, HOME);
  }

  private void begin(String id, String session, boolean talks, AddressBlock from) {
    count.incrementAndGet();
    gate.tell(
        new CallGate.Open(
            id,
            key(session),
            Negotiation.NONE,
            new AtomicBoolean(talks),
            from,
            Behaviors.receiveMessage(
                message -> {
                  heard.ref().tell(message);
                  return message instanceof CallMessage.Control
                      ? Behaviors.stopped()
                      : Behaviors.same();
                })));
  }

  private void hangUp(String id, String session) {
    var answer = kit.<CallGate.Wished>createTestProbe();
    gate.tell(new CallGate.Wanted(id, key(session).toString(), new Wish.HangUp(), answer.ref()));
    assertThat(answer.receiveMessage().known()).isTrue();
    heard.expectMessageClass(CallMessage.Control.class);
  }

  private static SessionKey key(String session) {
    return new SessionKey(TenantId.DEFAULT, new SessionId(session));
  }
}
