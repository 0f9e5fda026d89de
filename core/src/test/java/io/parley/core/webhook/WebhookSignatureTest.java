package io.parley.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
  /// The example of the specification's reference libraries.
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long SECONDS = 1614265330;
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void the_example_of_the_specification_is_valid_among_others() {
    assertThat(WebhookSignature.of(SECRET, ID, SECONDS, BODY)).isEqualTo(SIGNATURE);
    assertThat(isValid(ID, "" + SECONDS, BODY, SIGNATURE, 0)).isTrue();
    assertThat(isValid(ID, "" + SECONDS, BODY, "v1,AAAA v1a,BBBB " + SIGNATURE, 0)).isTrue();
  }

  @Test
  void a_message_that_differs_in_anything_is_not() {
    assertThat(isValid("other", "" + SECONDS, BODY, SIGNATURE, 0)).isFalse();
    assertThat(isValid(ID, "" + (SECONDS + 1), BODY, SIGNATURE, 0)).isFalse();
    assertThat(isValid(ID, "" + SECONDS, new byte[0], SIGNATURE, 0)).isFalse();
    assertThat(isValid(ID, "" + SECONDS, BODY, "", 0)).isFalse();
    assertThat(isValid(ID, "", BODY, SIGNATURE, 0)).isFalse();
    assertThat(isValid(ID, "-1", BODY, SIGNATURE, 0)).isFalse();
    assertThat(isValid(ID, "9".repeat(30), BODY, SIGNATURE, 0)).isFalse();
  }

  @Test
  void a_replayed_message_and_one_of_the_future_are_not() {
    assertThat(isValid(ID, "" + SECONDS, BODY, SIGNATURE, 300)).isTrue();
    assertThat(isValid(ID, "" + SECONDS, BODY, SIGNATURE, 301)).isFalse();
    assertThat(isValid(ID, "" + SECONDS, BODY, SIGNATURE, -300)).isTrue();
    assertThat(isValid(ID, "" + SECONDS, BODY, SIGNATURE, -301)).isFalse();
  }

  @Test
  void a_secret_of_another_form_is_refused_without_showing_it() {
    assertThatThrownBy(() -> WebhookSignature.of("hunter2", "1", 1, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_secret_has_24_to_64_bytes() {
    assertThat(WebhookSignature.isSecret(SECRET)).isTrue();
    assertThat(WebhookSignature.isSecret(WebhookSignature.secret(new byte[64]))).isTrue();
    assertThat(WebhookSignature.isSecret(WebhookSignature.secret(new byte[65]))).isFalse();
    assertThat(WebhookSignature.isSecret(WebhookSignature.secret(new byte[23]))).isFalse();
    assertThat(WebhookSignature.isSecret("hunter2")).isFalse();
    assertThat(WebhookSignature.isSecret("whsec_ä")).isFalse();
  }

  private static boolean isValid(
      String id, String timestamp, byte[] body, String signatures, long later) {
    return WebhookSignature.isValid(
        SECRET, id, timestamp, body, signatures, Instant.ofEpochSecond(SECONDS + later));
  }
}
