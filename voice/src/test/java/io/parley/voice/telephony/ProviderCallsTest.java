package io.parley.voice.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.telephony.OutboundCalls.Placed;
import io.parley.voice.telephony.TelephonyFailure.Category;
import io.parley.voice.testing.MadeProvider;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rules of calls out that hold for every provider, against a server that answers as its API
/// does.
public abstract class ProviderCallsTest {
  private final int status;
  private final String dialled;
  protected MadeProvider provider;

  /// @param status of the provider's answer to an order, and its body
  protected ProviderCallsTest(int status, String dialled) {
    this.status = status;
    this.dialled = dialled;
  }

  /// The calls of this provider.
  protected abstract OutboundCalls calls();

  @BeforeEach
  void open() throws IOException {
    provider = new MadeProvider(status, dialled);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  protected final Placed place(String key, String to) {
    return calls().place(MadeProvider.order(key, to)).toCompletableFuture().join();
  }

  protected final Category category(String key) {
    return MadeProvider.failure(() -> place(key, "+4940222")).category();
  }

  @Test
  void the_same_order_is_dialled_once_and_another_under_its_key_not_at_all() {
    place("k1", "+4940222");
    assertThat(place("k1", "+4940222")).isEqualTo(new Placed.Repeated());
    assertThat(place("k1", "+4940333")).isEqualTo(new Placed.KeyReused());
    assertThat(provider.asked()).hasSize(1);
    place("k2", "+4940222");
    assertThat(provider.asked()).hasSize(2);
  }

  @Test
  void an_order_whose_answer_was_lost_is_not_dialled_again() {
    provider.answers(502, "<html>");
    var failure = MadeProvider.failure(() -> place("k1", "+4940222"));
    assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(failure.mayHaveHappened()).isTrue();
    assertThat(failure.retryable()).isFalse();
    provider.answers(status, dialled);
    assertThat(place("k1", "+4940222")).isEqualTo(new Placed.Repeated());
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void an_unreachable_server_got_nothing() {
    provider.vanish();
    var failure = MadeProvider.failure(() -> place("k1", "+4940222"));
    assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(failure.mayHaveHappened()).isFalse();
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void numbers_of_another_form_are_not_sent() {
    for (var wrong : List.of("4930", "+0", "+49 30", "sip:a@b", ""))
      assertThatThrownBy(() -> calls().place(MadeProvider.order("k", wrong)))
          .isInstanceOf(IllegalArgumentException.class);
    assertThat(provider.asked()).isEmpty();
    assertThat(provider.claimed()).isZero();
  }
}
