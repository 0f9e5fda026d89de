package io.parley.voice.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SipTlsSettingsTest {
  private static SipTlsSettings read(String settings) {
    return SipTlsSettings.from(
        ConfigFactory.parseString("parley.sip.tls {" + settings + "}")
            .withFallback(ConfigFactory.defaultReference()));
  }

  @Test
  void by_default_certificates_are_strict_and_clients_need_none() {
    assertThat(read("")).isEqualTo(new SipTlsSettings(0, Optional.empty(), false, false));
  }

  @Test
  void every_key_is_read() {
    assertThat(read("port = 5061, authority = ca.pem, wildcards = on, client-certificates = on"))
        .isEqualTo(new SipTlsSettings(5_061, Optional.of(Path.of("ca.pem")), true, true));
    assertThatThrownBy(() -> read("port = 70000")).hasMessageContaining("parley.sip.tls.port");
  }
}
