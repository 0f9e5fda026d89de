package io.parley.voice.call;

import static io.parley.outbound.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.limit.AddressBlock;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferOutcome.Returned;
import io.parley.voice.keypad.KeyOrder;
import io.parley.voice.keypad.Pressed;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes of a cluster. One of them has a call, the other one is asked for something of it.
class WishAcrossNodesTest {
  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              pekko {
                loglevel = WARNING
                remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                cluster.jmx.multi-mbeans-in-same-jvm = on
                cluster.run-coordinated-shutdown-when-down = off
                coordinated-shutdown { run-by-actor-system-terminate = off, exit-jvm = off, run-by-jvm-shutdown-hook = off }
              }
              """)
          .withFallback(ConfigFactory.load("parley-sessions"));
  private final ActorTestKit here = ActorTestKit.create("calls", CONFIG);
  private final ActorTestKit there = ActorTestKit.create("calls", CONFIG);

  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("session"));

  private static final TransferOrder ORDER =
      new TransferOrder(
          "default:session:1.1",
          "sales",
          "Sales",
          TransferAddress.of("sip:sales@pbx.example"),
          TransferMode.ATTENDED,
          "Order 1042 is late.");

  private static final KeyOrder KEYS = new KeyOrder("default:session:1.2", "12#");

  /// A call that finds nobody.
  private static Behavior<CallMessage> answered(CallMessage message) {
    if (message instanceof CallMessage.ForTransfers(Transfers.Ask(var order, var done))) {
      assertThat(order).isEqualTo(ORDER);
      done.accept(new Returned(Reason.BUSY));
    }
    if (message instanceof CallMessage.Press(var order, var replyTo)) {
      assertThat(order).isEqualTo(KEYS);
      replyTo.tell(new CallGate.KeysPressed(Optional.of("12")));
    }
    return Behaviors.same();
  }

  @AfterEach
  void stop() {
    there.shutdownTestKit();
    here.shutdownTestKit();
  }

  @Test
  void a_wish_a_transfer_and_keys_reach_the_calls_node() {
    var gate = there.spawn(CallGate.create(new AtomicInteger(1), _ -> {}));
    var id = CallIds.next(Clock.systemUTC().millis(), new SecureRandom(), gate.path().uid());
    gate.tell(
        new CallGate.Open(
            id,
            SESSION,
            fragment -> new Outcome(fragment, "from there", ""),
            new AtomicBoolean(),
            new AddressBlock("192.0.2.0/24"),
            Behaviors.receiveMessage(WishAcrossNodesTest::answered)));
    try (var calls =
        Calls.start(
            here.system(),
            CallSettings.from(ConfigFactory.parseResources("reference.conf").resolve()),
            _ -> {
              throw new AssertionError("no call begins here");
            },
            new FakeMeter(),
            Clock.systemUTC())) {
      var first = Cluster.get(here.system());
      first.manager().tell(Join.create(first.selfMember().address()));
      Cluster.get(there.system()).manager().tell(Join.create(first.selfMember().address()));
      await()
          .until(
              () ->
                  calls
                      .wish(id, SESSION, new Wish.Negotiate("a=ice-ufrag:abcd"))
                      .toCompletableFuture()
                      .join()
                      .equals(Optional.of(new Outcome("a=ice-ufrag:abcd", "from there", ""))));
      assertThat(calls.lives(id, SESSION).toCompletableFuture().join()).isTrue();
      assertThat(calls.lives(calls.newId(), SESSION).toCompletableFuture().join()).isFalse();
      assertThat(calls.transfer(SESSION, ORDER, PATIENCE).toCompletableFuture().join())
          .contains(new Returned(Reason.BUSY));
      var other = new SessionKey(TenantId.DEFAULT, new SessionId("another"));
      assertThat(calls.transfer(other, ORDER, PATIENCE).toCompletableFuture().join())
          .contains(new Returned(Reason.NO_CALL));
      assertThat(calls.pressKeys(SESSION, KEYS).toCompletableFuture().join())
          .contains(new Pressed(true, "12"));
      assertThat(calls.pressKeys(other, KEYS).toCompletableFuture().join())
          .contains(Pressed.NO_CALL);
    }
  }
}
