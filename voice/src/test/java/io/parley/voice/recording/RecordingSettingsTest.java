package io.parley.voice.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.recording.RecordingMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingSettingsTest {
  private static RecordingSettings read(String settings) {
    return RecordingSettings.from(
        ConfigFactory.parseString("parley.telephony.recording {\n" + settings + "\n}")
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }

  @Test
  void by_default_nothing_is_recorded() {
    var settings = read("");
    assertThat(settings.mode()).isEqualTo(RecordingMode.OFF);
    assertThat(settings.isFor("support")).isFalse();
    assertThat(settings.agents()).isEmpty();
    assertThat(settings.segment()).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.queue()).isEqualTo(8);
    assertThat(settings.bitrate()).isEqualTo(24_000);
    assertThat(settings.keep()).isEqualTo(Duration.ofDays(30));
    assertThat(settings.eraseEvery()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.lines()).containsOnlyKeys("en", "de", "es");
    assertThat(settings.sayings("en")).isEmpty();
  }

  @Test
  void every_key_is_read() {
    var settings =
        read(
            """
            mode = asked, agents = [support], segment = 5s, queue = 2, bitrate = 32000, keep = 1d, erase-every = 1m
            lines { fr { announced = "Cet appel est enregistré.", asked = "Puis-je enregistrer ?" } }
            """);
    assertThat(settings.mode()).isEqualTo(RecordingMode.ASKED);
    assertThat(settings.isFor("support")).isTrue();
    assertThat(settings.isFor("sales")).isFalse();
    assertThat(settings.segment()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.queue()).isEqualTo(2);
    assertThat(settings.bitrate()).isEqualTo(32_000);
    assertThat(settings.keep()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.eraseEvery()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.line("fr-CA")).isEqualTo("Puis-je enregistrer ?");
    assertThat(settings.sayings("de")).singleElement().asString().startsWith("Darf dieses");
    assertThat(settings.announcement("de-AT")).isEqualTo("Dieses Gespräch wird aufgezeichnet.");
    assertThat(settings.line("it")).as("others get English").startsWith("May this call");
    assertThat(read("mode = announced").line("es")).isEqualTo("Esta llamada se graba.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode = always | parley.telephony.recording.mode: always",
        "segment = 11s | parley.telephony.recording.segment: 11s",
        "segment = 1500ms | parley.telephony.recording.segment: ",
        "queue = 0 | parley.telephony.recording.queue: 0",
        "queue = 61 | parley.telephony.recording.queue: 61",
        "bitrate = 7999 | parley.telephony.recording.bitrate: 7999",
        "keep = 59s | parley.telephony.recording.keep: 59s",
        "erase-every = 25h | parley.telephony.recording.erase-every: 90000s",
        "lines.de.asked = \" \" | parley.telephony.recording.lines.de.asked: "
      })
  void a_wrong_value_is_refused_with_its_key(String settings, String message) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
