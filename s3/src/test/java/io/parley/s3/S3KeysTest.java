package io.parley.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class S3KeysTest {
  @Test
  void keys_are_the_first_line_and_nothing_more_is_read() throws S3Failure {
    var in = new ByteArrayInputStream("access secret\nmore".getBytes(UTF_8));
    assertThat(S3Keys.read(in)).isEqualTo(new S3Keys("access", "secret"));
    assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("more");
  }

  @Test
  void anything_else_is_refused() {
    assertRefused("", "no keys on standard input");
    assertRefused("access\n", "no keys on standard input");
    assertRefused("access secret third\n", "no keys on standard input");
  }

  @Test
  void a_line_may_be_so_long_and_no_longer() throws S3Failure {
    var longest = "a " + "s".repeat(1022);
    assertThat(S3Keys.read(new ByteArrayInputStream(longest.getBytes(UTF_8))).secret())
        .hasSize(1022);
    assertRefused(longest + "s", "too long");
  }

  @Test
  void the_secret_is_never_printed() {
    assertThat(new S3Keys("access", "hush").toString()).doesNotContain("hush");
  }

  private static void assertRefused(String input, String sentence) {
    assertThatThrownBy(() -> S3Keys.read(new ByteArrayInputStream(input.getBytes(UTF_8))))
        .isInstanceOf(S3Failure.class)
        .hasMessageContaining(sentence);
  }
}
