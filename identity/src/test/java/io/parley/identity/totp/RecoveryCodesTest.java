package io.parley.identity.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryCodesTest {
  private final RecoveryCodes.Issued issued = RecoveryCodes.issue(new SecureRandom());

  @Test
  void a_person_gets_ten_codes_that_are_stored_as_hashes() {
    assertThat(new HashSet<>(issued.codes())).hasSize(RecoveryCodes.COUNT);
    assertThat(issued.codes()).allMatch(code -> code.matches("([a-z0-9]{4}-){3}[a-z0-9]{4}"));
    assertThat(issued.stored().hashes()).hasSize(RecoveryCodes.COUNT).doesNotHaveDuplicates();
    for (var code : issued.codes())
      assertThat(issued.stored() + issued.toString()).doesNotContain(code);
  }

  @Test
  void each_code_counts_once() {
    var left = issued.stored();
    for (var code : issued.codes()) {
      var fewer = left.use(code).orElseThrow();
      assertThat(fewer.hashes()).hasSize(left.hashes().size() - 1);
      assertThat(fewer.use(code)).isEmpty();
      left = fewer;
    }
    assertThat(left.hashes()).isEmpty();
  }

  @Test
  void case_spaces_and_dashes_do_not_matter() {
    var code = issued.codes().getFirst();
    for (var typed :
        List.of(code.toUpperCase(Locale.ROOT), code.replace("-", ""), " " + code.replace('-', ' ')))
      assertThat(issued.stored().use(typed)).as(typed).isPresent();
  }

  @Test
  void other_texts_are_no_codes() {
    for (var text :
        List.of(
            "", "a", "aaaa-aaaa-aaaa-aaaa", "a".repeat(10_000), issued.codes().getFirst() + "a"))
      assertThat(issued.stored().use(text)).isEmpty();
  }
}
