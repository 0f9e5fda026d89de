package io.parley.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHostTest {
  @ParameterizedTest
  @CsvSource({
    "api.example, https://api.example/v1, true",
    "api.example, https://API.Example:443/v1, true",
    "api.example, http://api.example/v1, false",
    "api.example, https://api.example:8443/v1, false",
    "api.example, https://www.api.example/, false",
    "api.example, https://api.example.evil.example/, false",
    "api.example, https://evil.example/?api.example, false",
    "api.example:8443, https://api.example:8443/, true",
    "api.example:8443, http://api.example:8443/, true",
    "api.example:8443, https://api.example/, false",
    "api.example:80, http://api.example/, true",
    "[fd00::1]:8080, http://[fd00::1]:8080/, true",
    "api.example, ftp://api.example/, false",
    "api.example, /v1, false",
    "api.example, mailto:a@api.example, false"
  })
  void a_secret_is_sent_to_its_host_alone(String host, String target, boolean isSent) {
    assertThat(new SecretHost(host).covers(URI.create(target))).isEqualTo(isSent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "API.example",
        "https://api.example",
        "api.example/",
        "api.example:0",
        "api.example:999999",
        "*.example",
        "a b",
        ".example",
        "example.",
        "user@api.example"
      })
  void other_forms_are_refused(String host) {
    assertThat(SecretHost.isValid(host)).isFalse();
  }
}
