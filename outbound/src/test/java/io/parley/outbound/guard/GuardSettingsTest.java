package io.parley.outbound.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardSettingsTest {
  @Test
  void the_defaults_allow_public_addresses_alone() {
    assertThat(settings(""))
        .isEqualTo(
            new GuardSettings(
                Allowed.NOTHING,
                new GuardLimits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    8L << 20),
                32 << 10,
                5,
                256));
  }

  @Test
  void every_key_can_be_changed() {
    assertThat(
            settings(
                """
                allow = ["10.0.0.0/8", "tools.intern:8443"]
                allow-organisations = ["0f8fad5b-d9cb-469f-a165-70867728950e"]
                connect-timeout = 1s, head-timeout = 2s, idle-timeout = 3s, timeout = 4s
                headers-max = 4 KiB, body-max = 5 KiB, redirects-max = 0, requests-max = 7
                """))
        .isEqualTo(
            new GuardSettings(
                new Allowed(List.of(Cidr.of("10.0.0.0/8")), Set.of("tools.intern:8443")),
                new GuardLimits(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4),
                    5 << 10),
                4 << 10,
                0,
                7,
                Set.of(new TenantId("0f8fad5bd9cb469fa16570867728950e"))));
  }

  @ParameterizedTest
  @CsvSource({
    "allow,[intern]",
    "allow-organisations,[shop]",
    "connect-timeout,0s",
    "head-timeout,-1s",
    "idle-timeout,0s",
    "timeout,0s",
    "headers-max,1",
    "headers-max,1 MiB",
    "body-max,0",
    "redirects-max,-1",
    "redirects-max,21",
    "requests-max,0",
    "requests-max,10001"
  })
  void a_wrong_value_names_its_key(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(key + " = " + value))
        .withMessageStartingWith("parley.outbound." + key + ": ");
  }

  @Test
  void an_address_is_refused_before_its_host_is_resolved() {
    var settings = settings("allow = [\"tools.intern:8443\"]");
    var shop = new TenantId("shop");
    for (var address : List.of("https://shop.example/keys", "https://shop.example:443/keys"))
      assertThat(settings.refusal(shop, URI.create(address))).as(address).isEmpty();
    for (var address :
        List.of("https://shop.example:8443/keys", "https://127.0.0.1/keys", "ftp://shop.example/k"))
      assertThat(settings.refusal(shop, URI.create(address))).as(address).isPresent();
    var listed = URI.create("https://tools.intern:8443/keys");
    assertThat(settings.refusal(shop, listed))
        .contains(
            "port 8443 of tools.intern is refused (expected: 80 or 443, or host:port listed in"
                + " parley.outbound.allow)");
    assertThat(settings.refusal(TenantId.DEFAULT, listed)).isEmpty();
  }

  private static GuardSettings settings(String own) {
    return GuardSettings.from(
        ConfigFactory.parseString("parley.outbound {\n" + own + "\n}")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }
}
