package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Uri;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Statements of a trunk about a caller's number in P-Asserted-Identity and From.
class VerstatTest {
  private static final String PASSED = "verstat=TN-Validation-Passed-A";
  private static final String PLAIN = "sip:+4930111@a.example";

  private final PlayedPort port =
      new PlayedPort(
          (_, _, _) -> {
            throw new AssertionError("nobody calls here");
          });

  /// @param identities values of P-Asserted-Identity
  private boolean vouches(String from, String... identities) {
    var invite = port.invite("");
    var headers = invite.headers().with(HeaderType.FROM, new Address(Uri.of(from)).withTag("a1"));
    for (var identity : identities) headers = headers.plus("P-Asserted-Identity", identity);
    var shown = invite.with(headers);
    return Verstat.vouches(shown, PhoneNumbers.caller(shown));
  }

  @Test
  void a_number_is_vouched_for_in_each_form_that_networks_write() {
    assertThat(vouches(PLAIN, "<tel:+4930111;" + PASSED + ">")).isTrue();
    assertThat(vouches(PLAIN, "\"Ada\" <sip:+4930111;" + PASSED + "@t.example;user=phone>"))
        .isTrue();
    assertThat(vouches(PLAIN, "<sip:+4930111@t.example;user=phone;" + PASSED + ">")).isTrue();
    assertThat(vouches("sip:+4930111;" + PASSED + "@a.example;user=phone")).isTrue();
    assertThat(vouches(PLAIN, "<sip:+4930111@t.example>, <tel:+4930111;" + PASSED + ">")).isTrue();
  }

  @Test
  void nothing_less_than_the_highest_level_counts() {
    for (var word :
        List.of(
            "TN-Validation-Passed",
            "TN-Validation-Passed-B",
            "TN-Validation-Passed-A-Diverted",
            "tn-validation-passed-a",
            "TN-Validation-Failed-A",
            "No-TN-Validation"))
      assertThat(vouches(PLAIN, "<tel:+4930111;verstat=" + word + ">")).as(word).isFalse();
    assertThat(vouches(PLAIN)).isFalse();
    assertThat(vouches(PLAIN, "<tel:+4930111>")).isFalse();
    assertThat(vouches(PLAIN, "<tel:+4930111;verstat>")).isFalse();
  }

  @Test
  void words_that_contradict_each_other_count_for_nothing() {
    var failed = "verstat=TN-Validation-Failed";
    assertThat(vouches(PLAIN, "<tel:+4930111;" + PASSED + ";" + failed + ">")).isFalse();
    assertThat(vouches(PLAIN, "<tel:+4930111;" + PASSED + ">", "<tel:+4930111;" + failed + ">"))
        .isFalse();
    assertThat(vouches("sip:+4930111;" + failed + "@a.example", "<tel:+4930111;" + PASSED + ">"))
        .isFalse();
  }

  @Test
  void the_number_must_be_the_one_that_is_shown() {
    assertThat(vouches(PLAIN, "<tel:+4930999;" + PASSED + ">")).isFalse();
    assertThat(vouches("sip:anonymous@anonymous.invalid", "<tel:+4930111;" + PASSED + ">"))
        .as("withheld")
        .isFalse();
  }

  @Test
  void a_parameter_that_a_caller_has_hidden_is_none() {
    assertThat(vouches("sip:+4930111%3B" + PASSED + "@a.example")).isFalse();
    assertThat(vouches(PLAIN, "<sip:+4930111@t.example>;" + PASSED)).isFalse();
    assertThat(vouches(PLAIN, "<tel:+4930111;x=" + PASSED + ">")).isFalse();
  }

  @Test
  void a_header_that_cannot_be_read_says_nothing() {
    assertThat(vouches(PLAIN, "<tel:+4930111;" + PASSED)).isFalse();
  }
}
