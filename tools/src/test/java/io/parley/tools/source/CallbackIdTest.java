package io.parley.tools.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackIdTest {
  private static final CallbackId ID =
      new CallbackId("shop.refund", new SessionKey(TenantId.DEFAULT, new SessionId("s-1")), "3.1");

  @Test
  void a_name_is_read_as_it_was_written() {
    assertThat(CallbackId.parse(ID.text())).hasValue(ID);
    assertThat(ID.text()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void another_text_of_the_same_bytes_is_none() {
    assertThat(CallbackId.parse(ID.text() + "==")).isEmpty();
    assertThat(CallbackId.parse(ID.text() + "x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "shop.refund\ndefault\ns-1",
        "a\nb\nc\nd",
        "a\nB\nc\n1.1",
        "a\nb\nc d\n1.1"
      })
  void other_content_is_none(String plain) {
    assertThat(
            CallbackId.parse(
                Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8))))
        .isEmpty();
    assertThat(CallbackId.parse("a".repeat(401))).isEmpty();
  }
}
