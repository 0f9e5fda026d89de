package io.parley.voice.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.OpeningHours;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.transfer.TransferTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferSettingsTest {
  private static TransferSettings read(String settings) {
    return TransferSettings.from(
        ConfigFactory.parseString("parley.telephony.transfer {\n" + settings + "\n}")
            .withFallback(ConfigFactory.defaultReference()));
  }

  @Test
  void by_default_there_is_nobody_to_hand_calls_over_to() {
    var settings = read("");
    assertThat(settings.targets().all()).isEmpty();
    assertThat(settings.times())
        .isEqualTo(
            new TransferTimes(
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(25),
                Duration.ofSeconds(10)));
    assertThat(settings.holdMusic()).isEmpty();
    assertThat(settings.briefs()).containsOnlyKeys("en", "de", "es");
    assertThat(settings.briefs().values()).allMatch(text -> text.contains("{summary}"));
  }

  @Test
  void every_key_is_read() {
    var settings =
        read(
            """
            targets = [
              { name = sales, number = "+493012345" }
              {
                name = night-desk, label = "Night desk", sip = "sip:night@pbx.example", modes = [blind, attended],
                hours = ["Mon-Fri 20:00-06:00"], zone = "Europe/Berlin", tenant = shop, agents = [support]
              }
            ]
            words = 2s, hand-over = 3s, ring = 40s, accept = 5s
            hold-music = "/etc/parley/hold.wav"
            brief { en = "A call. {summary}", fr = "Un appel. {summary}" }
            """);
    assertThat(settings.targets().all())
        .containsExactly(
            new TransferTarget(
                "sales",
                "sales",
                new TransferAddress.Phone("+493012345"),
                Set.of(TransferMode.BLIND),
                Optional.empty(),
                TenantId.DEFAULT,
                Set.of()),
            new TransferTarget(
                "night-desk",
                "Night desk",
                new TransferAddress.Sip("sip:night@pbx.example"),
                Set.of(TransferMode.BLIND, TransferMode.ATTENDED),
                Optional.of(OpeningHours.of("Europe/Berlin", List.of("Mon-Fri 20:00-06:00"))),
                new TenantId("shop"),
                Set.of("support")));
    assertThat(settings.times())
        .isEqualTo(
            new TransferTimes(
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(40),
                Duration.ofSeconds(5)));
    assertThat(settings.holdMusic()).contains(Path.of("/etc/parley/hold.wav"));
    assertThat(settings.briefs())
        .containsEntry("en", "A call. {summary}")
        .containsEntry("fr", "Un appel. {summary}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "targets = [{ name = sales }]|either number or sip in each entry",
        "targets = [{ name = a, number = \"+493012345\", sip = \"sip:a@b.c\" }]|either number or"
            + " sip",
        "targets = [{ name = sales, number = \"030 12345\" }]|a number such as +493012345",
        "targets = [{ name = sales, sip = \"sip:a@b?x=y\" }]|an address such as",
        "targets = [{ name = Sales, number = \"+493012345\" }]|[a-z][a-z0-9-]{0",
        "targets = [{ name = a, number = \"+493012345\", modes = [warm] }]|blind or attended",
        "targets = [{ name = a, number = \"+493012345\", modes = [] }]|blind, attended, or both",
        "targets = [{ name = a, number = \"+493012345\", hours = [\"Mon\"] }]|hours and zone"
            + " together",
        "targets = [{ name = a, number = \"+493012345\", hours = [\"Mon\"], zone = UTC }]|Mon-Fri"
            + " 09:00",
        "targets = [{ name = a, number = \"+493012345\", phone = x }]|one of",
        "words = 0s|1s to 120s",
        "hand-over = 3m|1s to 120s",
        "ring = 0s|1s to 120s",
        "accept = 0s|1s to 120s",
        "brief { en = \"\" }|a text"
      })
  void wrong_values_are_named(String settings, String expected) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("parley.telephony.transfer.")
        .hasMessageContaining(expected);
  }

  @Test
  void a_name_counts_once() {
    assertThatThrownBy(
            () ->
                read(
                    "targets = [{ name = a, number = \"+493012345\" }, { name = a, number ="
                        + " \"+493012346\" }]"))
        .hasMessage(
            "parley.telephony.transfer.targets: name: a (expected: each name once for an agent)");
  }
}
