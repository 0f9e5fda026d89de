package io.parley.http.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferOutcome.Accepted;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferOutcome.Returned;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.transfer.TransferTargets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RelayTransfersTest {
  private static final String NUMBER = "+4940123456";
  private static final String SIP = "sip:sales@pbx.example";

  private final List<String> left = new ArrayList<>();
  private final CompletableFuture<Boolean> leaves = new CompletableFuture<>();
  private final List<TransferOutcome> outcomes = new ArrayList<>();

  private RelayTransfers to(String address, TransferMode mode) {
    var target =
        new TransferTarget(
            "sales",
            "Sales",
            TransferAddress.of(address),
            Set.of(mode),
            Optional.empty(),
            TenantId.DEFAULT,
            Set.of());
    var transfers =
        new RelayTransfers(
            new TransferTargets(List.of(target)),
            TenantId.DEFAULT,
            new AgentRef("support", 1),
            InstantSource.system());
    transfers.leaving(
        name -> {
          left.add(name);
          return leaves;
        });
    return transfers;
  }

  private static TransferOrder order(String key, String address, TransferMode mode) {
    return new TransferOrder(key, "sales", "Sales", TransferAddress.of(address), mode, "");
  }

  @Test
  void an_order_acts_once_and_another_one_has_to_wait() {
    var transfers = to(NUMBER, TransferMode.BLIND);
    transfers.transfer(order("a", NUMBER, TransferMode.BLIND), outcomes::add);
    transfers.transfer(order("a", NUMBER, TransferMode.BLIND), outcomes::add);
    transfers.transfer(order("b", NUMBER, TransferMode.BLIND), outcomes::add);
    assertThat(outcomes).containsExactly(new Returned(Reason.UNDER_WAY));
    leaves.complete(true);
    assertThat(outcomes).endsWith(new Accepted(), new Accepted());
    assertThat(left).containsExactly("sales");
  }

  @Test
  void a_caller_who_has_gone_is_not_handed_over() {
    to(NUMBER, TransferMode.BLIND).transfer(order("a", NUMBER, TransferMode.BLIND), outcomes::add);
    leaves.complete(false);
    assertThat(outcomes).containsExactly(new Returned(Reason.CALLER_GONE));
  }

  @Test
  void there_is_no_leg_for_a_colleague_and_no_way_to_an_address() {
    var transfers = to(NUMBER, TransferMode.BLIND);
    transfers.transfer(order("a", NUMBER, TransferMode.ATTENDED), outcomes::add);
    transfers.transfer(order("b", SIP, TransferMode.BLIND), outcomes::add);
    assertThat(outcomes).containsOnly(new Returned(Reason.NOT_POSSIBLE));
    assertThat(left).isEmpty();
  }

  @Test
  void it_is_possible_where_a_number_may_be_dialled_blind() {
    assertThat(to(NUMBER, TransferMode.BLIND).isPossible()).isTrue();
    assertThat(to(NUMBER, TransferMode.ATTENDED).isPossible()).isFalse();
    assertThat(to(SIP, TransferMode.BLIND).isPossible()).isFalse();
  }

  @Test
  void a_menu_names_a_target_that_is_listed_or_nothing_happens() {
    assertThat(to(NUMBER, TransferMode.BLIND).choose("other").toCompletableFuture().join())
        .isFalse();
    assertThat(to(SIP, TransferMode.BLIND).choose("sales").toCompletableFuture().join()).isFalse();
    assertThat(left).isEmpty();
    leaves.complete(true);
    assertThat(to(NUMBER, TransferMode.BLIND).choose("sales").toCompletableFuture().join())
        .isTrue();
  }
}
