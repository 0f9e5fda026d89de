package io.parley.http.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.TenantId;
import io.parley.voice.desk.PhoneCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallPassesTest {
  private static final CallPass PASS =
      new CallPass(
          new PhoneCall(
              "twilio",
              "CA1",
              TenantId.DEFAULT,
              Optional.of("support"),
              Optional.of("de"),
              "+4930",
              "+4940"));

  private Instant now = Instant.parse("2026-11-24T20:00:00Z");
  private final CallPasses passes = passes("secret");

  private CallPasses passes(String secret) {
    return new CallPasses(
        body -> secret + Integer.toHexString((secret + body).hashCode()),
        Duration.ofMinutes(1),
        () -> now);
  }

  @Test
  void a_pass_is_taken_once_with_all_that_it_says() {
    var text = passes.issue(PASS);
    assertThat(text).matches("[A-Za-z0-9_.-]+");
    assertThat(passes.take(text)).contains(PASS);
    assertThat(passes.take(text)).as("replayed").isEmpty();
    var other =
        new CallPass(
            new PhoneCall(
                "vonage",
                "u",
                new TenantId("shop"),
                Optional.empty(),
                Optional.empty(),
                "",
                "4940"));
    assertThat(passes.take(passes.issue(other))).contains(other);
    assertThat(passes.take(passes.issue(PASS.back()))).contains(PASS.back());
    assertThat(passes.take(passes.issue(PASS.moved()))).contains(PASS.moved());
    var attested =
        new CallPass(
            new PhoneCall(
                "twilio",
                "CA2",
                TenantId.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                "+4930",
                "+4940",
                true));
    assertThat(passes.take(passes.issue(attested))).contains(attested);
    assertThat(attested.ofCall("CA3").phone().attested()).isTrue();
  }

  @Test
  void any_node_takes_it() {
    assertThat(passes("secret").take(passes.issue(PASS))).contains(PASS);
  }

  @Test
  void it_expires() {
    var text = passes.issue(PASS);
    now = now.plusSeconds(60);
    assertThat(passes.take(text)).isEmpty();
  }

  @Test
  void forged_ones_open_nothing() {
    var text = passes.issue(PASS);
    assertThat(passes("other").take(text)).isEmpty();
    for (var forged :
        new String[] {
          "",
          ".",
          "x",
          text + "0",
          text.substring(1),
          text.replace('.', '-'),
          "e30." + text,
          "x".repeat(5_000) + "." + text
        }) assertThat(passes.take(forged)).as(forged).isEmpty();
    assertThat(passes.take(text)).as("the true one is not used up").contains(PASS);
  }

  @Test
  void a_long_number_is_cut() {
    var long_ = "+49".repeat(500);
    var pass =
        new CallPass(
            new PhoneCall(
                "telnyx", "c", TenantId.DEFAULT, Optional.empty(), Optional.empty(), long_, "1"));
    assertThat(passes.take(passes.issue(pass)).orElseThrow().phone().caller()).hasSize(64);
  }
}
