package io.parley.http.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TelephonySettingsTest {
  private static TelephonySettings read(String settings) {
    return TelephonySettings.from(
        ConfigFactory.parseString(settings).withFallback(ConfigFactory.defaultReference()));
  }

  @Test
  void by_default_nothing_is_reachable() {
    var settings = read("");
    assertThat(settings.publicUrl()).isEmpty();
    assertThat(settings.nodeUrl()).isEmpty();
    assertThat(settings.passLifetime()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.numbers().find("+4930")).isEmpty();
    assertThat(settings.twilio().token()).isEmpty();
    assertThat(settings.telnyx().apiKey()).isEmpty();
    assertThat(settings.vonage().signatureSecret()).isEmpty();
  }

  @Test
  void every_key_is_read() {
    var settings =
        read(
            """
            parley.telephony {
              public-url = "https://voice.shop.example/"
              node-url = "https://node-1.shop.example/"
              pass-lifetime = 5s
              start-timeout = 3s
              other-numbers = answer
              twilio.auth-token = t
            }
            """);
    assertThat(settings.url("/a")).isEqualTo(URI.create("https://voice.shop.example/a"));
    assertThat(settings.socket("/a")).isEqualTo(URI.create("wss://voice.shop.example/a"));
    assertThat(settings.ofNode().url("/a")).isEqualTo(URI.create("https://node-1.shop.example/a"));
    assertThat(settings.ofNode().socket("/a")).isEqualTo(URI.create("wss://node-1.shop.example/a"));
    assertThat(settings.passLifetime()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.numbers().find("+4930")).isPresent();
  }

  @Test
  void a_node_without_an_address_of_its_own_has_the_shared_one() {
    var settings = read("parley.telephony.public-url = \"https://voice.shop.example\"");
    assertThat(settings.ofNode().url("/a")).isEqualTo(settings.url("/a"));
    assertThat(settings.ofNode().socket("/a")).isEqualTo(settings.socket("/a"));
  }

  @Test
  void the_pages_address_counts_where_there_is_no_other() {
    assertThat(read("parley.http.public-url = \"https://chat.shop.example\"").publicUrl())
        .contains(URI.create("https://chat.shop.example"));
  }

  @Test
  void wrong_values_are_refused() {
    refused("parley.telephony.public-url = \"http://voice.shop.example\"", "public-url");
    refused("parley.telephony.public-url = \"voice\"", "public-url");
    refused("parley.telephony.node-url = \"http://node-1.shop.example\"", "node-url");
    refused("parley.telephony.pass-lifetime = 1h", "pass-lifetime");
    refused("parley.telephony.start-timeout = 0s", "start-timeout");
    refused("parley.telephony.twilio.auth-token = s3cret", "public-url");
    refused("parley.telephony.vonage.signature-secret = s3cret0123456789", "public-url");
  }

  private static void refused(String settings, String key) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.telephony." + key)
        .hasMessageContaining("expected")
        .hasMessageNotContaining("s3cret");
  }
}
