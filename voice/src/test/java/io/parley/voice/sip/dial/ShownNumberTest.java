package io.parley.voice.sip.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.tenant.TenantId;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.desk.PhoneDesk.Readiness;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.OutboundCalls.Order;
import io.parley.voice.telephony.ProviderReports;
import io.parley.voice.telephony.RecordingProgress;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// An organisation takes its own trunk away while a call with that trunk's number is placed.
class ShownNumberTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  /// How often the number that is shown is still the tenant's.
  private final AtomicInteger left = new AtomicInteger();

  private static final class Agents implements AnsweredLegs {
    @Override
    public Readiness readiness(PhoneCall phone) {
      return Readiness.READY;
    }

    @Override
    public CompletionStage<Optional<String>> begin(
        Order order, PhoneCall phone, Leg leg, CallTransfer transfer) {
      throw new IllegalStateException("nobody is called");
    }
  }

  private static final class Reports implements ProviderReports {
    @Override
    public void call(CallProgress progress) {
      throw new IllegalStateException("nobody is called");
    }

    @Override
    public void recording(RecordingProgress progress) {
      throw new IllegalStateException("there is none");
    }
  }

  private SipOutboundCalls calls(DiallingPort port) {
    var transfers = new SipTransfers(port.claims, port.parts, Duration.ofSeconds(40));
    return new SipOutboundCalls(
        port.claims,
        port.parts,
        new SipOutboundCalls.Side(
            new Agents(), transfers::of, new Reports(), _ -> left.getAndDecrement() > 0));
  }

  @Test
  void it_is_not_shown_over_the_installations_trunk_even_if_the_order_is_claimed_meanwhile()
      throws Exception {
    try (var provider = new MadeProvider(_ -> List.of());
        var port = new DiallingPort(provider.host())) {
      var calls = calls(port);
      var order =
          new Order(
              new TenantId("shop"),
              KEY,
              "+4989111",
              "+493012345",
              Optional.empty(),
              Optional.empty(),
              Duration.ofSeconds(30));
      for (int times : new int[] {0, 1}) {
        left.set(times);
        assertThatThrownBy(() -> calls.place(order).toCompletableFuture().join())
            .cause()
            .isInstanceOfSatisfying(
                TelephonyFailure.class,
                failure -> assertThat(failure.category()).isEqualTo(Category.REFUSED));
      }
      assertThat(provider.methods()).isEmpty();
    }
  }
}
