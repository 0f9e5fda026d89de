package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.SecondCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AttendedWayTest {
  private static final TransferAddress SALES = TransferAddress.of("+493012346");
  private static final Duration RING = Duration.ofSeconds(25);

  private final Trunk trunk = new Trunk();
  private final CalledColleagues colleagues = new CalledColleagues();

  /// Takes calls, and says nothing about them.
  private static final class Trunk implements OutboundCalls {
    final List<Order> placed = new ArrayList<>();
    final List<String> hungUp = new ArrayList<>();

    @Override
    public CompletionStage<Placed> place(Order order) {
      placed.add(order);
      return CompletableFuture.completedStage(new Placed.Dialled("c1"));
    }

    @Override
    public CompletionStage<Void> hangUp(String call) {
      hungUp.add(call);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Optional<CallProgress>> look(String call) {
      throw new AssertionError("a colleague's call is reported");
    }

    @Override
    public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
      throw new AssertionError("a colleague's call stays here");
    }
  }

  private AttendedWay way(String number) {
    var second = new SecondCalls(trunk, colleagues);
    return new AttendedWay(TransferWay.DIRECT, second, TenantId.DEFAULT, number);
  }

  @Test
  void a_colleague_is_called_from_our_number_and_given_up_before_the_answer() {
    var order = new TransferOrder("k1", "sales", "Sales", SALES, TransferMode.ATTENDED, "");
    var called = way("+493012345").colleague(order, RING).orElseThrow();
    var placed = trunk.placed.getFirst();
    assertThat(placed.from()).isEqualTo("+493012345");
    assertThat(placed.to()).isEqualTo("+493012346");
    assertThat(placed.key()).isEqualTo("k1");
    assertThat(placed.ring()).isEqualTo(RING);
    assertThat(colleagues.isExpected("c1")).isTrue();
    called.giveUp();
    assertThat(trunk.hungUp).containsExactly("c1");
    assertThat(called.answered().toCompletableFuture()).isCompletedExceptionally();
    assertThat(colleagues.isExpected("c1")).isFalse();
  }

  @Test
  void colleagues_have_numbers_and_so_have_we() {
    assertThat(way("+493012345").mayCall(SALES)).isTrue();
    assertThat(way("+493012345").mayCall(TransferAddress.of("sip:sales@pbx.example"))).isFalse();
    assertThat(way("parley").mayCall(SALES)).isFalse();
    assertThat(TransferWay.DIRECT.mayCall(SALES)).isFalse();
  }
}
