package io.parley.voice.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.dial.Answerer;
import io.parley.core.dial.CallingHours;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.tenant.TenantId;
import io.parley.voice.telephony.NumberBook;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundSettingsTest {
  private static OutboundSettings read(String settings) {
    return OutboundSettings.from(
        ConfigFactory.parseString("parley.telephony.outbound {\n" + settings + "\n}")
            .withFallback(ConfigFactory.defaultReference()));
  }

  @Test
  void a_number_is_shown_by_the_tenant_that_it_leads_to() {
    var settings =
        OutboundSettings.from(
            ConfigFactory.parseString(
                    """
                    parley.telephony {
                      numbers = [{ number = "+493023125998", tenant = bank }]
                      outbound.from = ["+493023125999", "+493023125998"]
                    }
                    """)
                .withFallback(ConfigFactory.defaultReference()));
    assertThat(settings.numbersOf(TenantId.DEFAULT))
        .containsExactly(new PhoneNumber("+493023125999"));
    assertThat(settings.numbersOf(new TenantId("bank")))
        .containsExactly(new PhoneNumber("+493023125998"));
    assertThat(settings.numbersOf(new TenantId("shop"))).isEmpty();
  }

  @Test
  void a_number_of_an_organisation_is_shown_by_that_one_alone_unless_settings_lead_it_elsewhere() {
    var book = new NumberBook();
    var settings =
        OutboundSettings.from(
                ConfigFactory.parseString(
                        """
                        parley.telephony {
                          numbers = [{ number = "+493023125998", tenant = bank }]
                          outbound.from = ["+493023125999", "+493023125997"]
                        }
                        """)
                    .withFallback(ConfigFactory.defaultReference()))
            .with(book);
    var shop = new TenantId("shop");
    book.learn(
        Stream.of("+493023125996", "+493023125997", "+493023125998")
            .map(number -> OrganisationNumber.plain(new PhoneNumber(number), shop))
            .toList());
    assertThat(settings.numbersOf(shop))
        .containsExactly(new PhoneNumber("+493023125997"), new PhoneNumber("+493023125996"));
    assertThat(settings.numbersOf(TenantId.DEFAULT))
        .containsExactly(new PhoneNumber("+493023125999"));
    assertThat(settings.numbersOf(new TenantId("bank"))).isEmpty();
  }

  @Test
  void an_organisation_with_trunks_of_its_own_shows_their_numbers_alone_by_sip() {
    var shop = new TenantId("shop");
    var given = new PhoneNumber("+493023125996");
    var own = new PhoneNumber("+4930123456");
    var book = new NumberBook();
    book.learn(List.of(OrganisationNumber.plain(given, shop)));
    book.learnTrunks(Map.of(shop, List.of(own)));
    var from = "from = [\"+493023125999\"], by = ";
    assertThat(read(from + "sip").with(book).numbersOf(shop)).containsExactly(own);
    assertThat(read(from + "twilio").with(book).numbersOf(shop)).containsExactly(given);
    assertThat(read(from + "sip").with(book).numbersOf(TenantId.DEFAULT))
        .containsExactly(new PhoneNumber("+493023125999"));
  }

  @Test
  void by_default_nobody_is_called() {
    var settings = read("");
    assertThat(settings.by()).isEmpty();
    assertThat(settings.from()).isEmpty();
    assertThat(settings.ring()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.kept()).isEqualTo(Duration.ofDays(30));
    var rules = settings.rules();
    assertThat(rules.prefixes()).isEmpty();
    assertThat(rules.hours())
        .isEqualTo(
            new CallingHours(
                LocalTime.of(9, 0),
                LocalTime.of(20, 0),
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY)));
    assertThat(rules.attempts()).isEqualTo(3);
    assertThat(rules.window()).isEqualTo(Duration.ofHours(24));
    assertThat(rules.perSecond()).isEqualTo(1);
    assertThat(rules.atOnce()).isEqualTo(10);
    assertThat(settings.machine())
        .isEqualTo(
            new OutboundSettings.Machine(
                true,
                OutboundSettings.Machine.Action.HANG_UP,
                Optional.empty(),
                new Answerer.Settings(
                    Duration.ofMillis(2_400),
                    Duration.ofMillis(800),
                    Duration.ofMillis(2_500),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(40))));
  }

  @Test
  void every_key_is_read() {
    var settings =
        read(
            """
            by = twilio
            from = ["+49 30 23125 999", "+442079460000"]
            prefixes = ["+49", "+4420"]
            zones = [{ prefix = "+1212", zone = "America/New_York" }]
            hours = "08:30-24:00"
            days = [sun]
            attempts = 5, attempts-window = 48h, per-second = 2, at-once = 20
            ring = 40s, kept = 90d
            machine {
              detect = false, action = message, message = " Please call us back. "
              greeting-max = 3s, pause = 1s, silence-max = 4s, decide-max = 6s, beep-wait = 60s
            }
            """);
    assertThat(settings.by()).contains("twilio");
    assertThat(settings.from())
        .containsExactly(new PhoneNumber("+493023125999"), new PhoneNumber("+442079460000"));
    var rules = settings.rules();
    assertThat(rules.prefixes()).containsExactly("+49", "+4420");
    assertThat(rules.zones().of(new PhoneNumber("+12125550100")))
        .contains(ZoneId.of("America/New_York"));
    assertThat(rules.hours())
        .isEqualTo(new CallingHours(LocalTime.of(8, 30), LocalTime.MAX, Set.of(DayOfWeek.SUNDAY)));
    assertThat(List.of(rules.attempts(), rules.perSecond(), rules.atOnce()))
        .containsExactly(5, 2, 20);
    assertThat(rules.window()).isEqualTo(Duration.ofDays(2));
    assertThat(settings.ring()).isEqualTo(Duration.ofSeconds(40));
    assertThat(settings.kept()).isEqualTo(Duration.ofDays(90));
    assertThat(settings.machine())
        .isEqualTo(
            new OutboundSettings.Machine(
                false,
                OutboundSettings.Machine.Action.MESSAGE,
                Optional.of("Please call us back."),
                new Answerer.Settings(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(60))));
    assertThat(read("machine.action = talk").machine().action())
        .isEqualTo(OutboundSettings.Machine.Action.TALK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "by = pigeon                                  | by: pigeon (expected: one of twilio",
        "by = twilio                                  | from: nothing (expected: a number of yours",
        "by = sip                                     | from: nothing (expected: a number of yours",
        "from = [\"030\"]                             | from: 030 (expected: a number of yours",
        "prefixes = [49]                              | prefixes: 49 (expected: a prefix such as",
        "zones = [{ prefix = \"+1\", zone = \"Mars\" }] | zones: Mars (expected: a time zone",
        "zones = [{ prefix = \"+1\", area = \"UTC\" }]  | zones: area (expected: one of",
        "hours = always                               | hours: always (expected: a time of a day",
        "hours = \"20:00-09:00\"                      | hours: 20:00-09:00 (expected:",
        "hours = \"09:00-25:00\"                      | hours: 09:00-25:00 (expected:",
        "days = []                                    | days: nothing (expected: a day",
        "days = [monday]                              | days: monday (expected: mon, tue",
        "attempts = 0                                 | attempts: 0 (expected: 1 to 1000)",
        "attempts-window = 31d                        | attempts-window: 2678400s (expected: 60s"
            + " to",
        "per-second = 0                               | per-second: 0",
        "at-once = 0                                  | at-once: 0",
        "ring = 2s                                    | ring: 2s (expected: 5s to 120s)",
        "kept = 1h                                    | kept: 3600s",
        "machine.action = shout                       | machine.action: shout (expected: hang-up",
        "machine.greeting-max = 1ms                   | machine.greeting-max: 1ms",
        "machine.pause = 1ms                          | machine.pause: 1ms",
        "machine.silence-max = 1ms                    | machine.silence-max: 1ms",
        "machine.decide-max = 1ms                     | machine.decide-max: 1ms",
        "machine.beep-wait = 1s                       | machine.beep-wait: 1s"
      })
  void wrong_values_are_refused(String settings, String said) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.telephony.outbound." + said);
  }

  @Test
  void a_message_has_a_limit() {
    assertThatThrownBy(() -> read("machine.message = " + "x".repeat(1_001)))
        .hasMessageContaining("machine.message: 1001 characters (expected: 1000 at most)");
  }
}
