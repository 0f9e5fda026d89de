package io.parley.voice.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.tenant.TenantId;
import io.parley.voice.telephony.NumberPlan.Destination;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPlanTest {
  private static final String NUMBERS =
      """
      numbers = [
        { number = "+493012345", agent = support, language = de }
        { prefix = "+49", agent = german }
        { prefix = "+4930", agent = berlin, tenant = shop }
      ]
      """;

  private static NumberPlan plan(String settings) {
    return NumberPlan.from(
        ConfigFactory.parseString("parley.telephony {\n" + settings + "\n}")
            .withFallback(ConfigFactory.defaultReference()));
  }

  private static Optional<String> agent(NumberPlan plan, String number) {
    return plan.find(number).flatMap(Destination::agent);
  }

  @Test
  void an_exact_number_comes_first_then_the_longest_prefix() {
    var plan = plan(NUMBERS);
    assertThat(agent(plan, "+493012345")).contains("support");
    assertThat(agent(plan, "493012345"))
        .as("without the plus, as Vonage writes")
        .contains("support");
    assertThat(agent(plan, "+4930123456")).contains("berlin");
    assertThat(agent(plan, "+4989")).contains("german");
    assertThat(plan.find("+493012345").flatMap(Destination::language)).contains("de");
    assertThat(plan.find("+4930999").map(Destination::tenant)).contains(new TenantId("shop"));
  }

  @Test
  void other_numbers_are_rejected_unless_the_default_agent_is_to_answer() {
    assertThat(plan(NUMBERS).find("+1555")).isEmpty();
    assertThat(plan("").find("+1555")).isEmpty();
    assertThat(plan(NUMBERS + "other-numbers = answer").find("+1555"))
        .contains(new Destination(TenantId.DEFAULT, Optional.empty(), Optional.empty()));
    assertThat(plan("other-numbers = answer").find("")).isPresent();
  }

  private static OrganisationNumber held(String number, String tenant, String agent) {
    return new OrganisationNumber(
        new PhoneNumber(number), new TenantId(tenant), Optional.of(agent), Optional.of("fr"));
  }

  @Test
  void numbers_of_organisations_come_behind_the_settings_and_before_all_others() {
    var book = new NumberBook();
    var plan = plan(NUMBERS + "other-numbers = answer").with(book);
    book.learn(List.of(held("+33123456", "bank", "paris"), held("+4989123", "bank", "munich")));
    assertThat(plan.find("33123456"))
        .contains(new Destination(new TenantId("bank"), Optional.of("paris"), Optional.of("fr")));
    assertThat(agent(plan, "+4989123")).as("a prefix of the settings").contains("german");
    assertThat(plan.find("+33123457").map(Destination::tenant)).contains(TenantId.DEFAULT);
    book.learn(List.of());
    assertThat(agent(plan, "+33123456")).as("taken away").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numbers = [{ agent = a }]",
        "numbers = [{ number = \"1\", prefix = \"1\" }]",
        "numbers = [{ number = \"+49 30\" }]",
        "numbers = [{ number = \"1\" }, { number = \"+1\" }]",
        "numbers = [{ prefix = \"1\" }, { prefix = \"1\" }]",
        "numbers = [{ number = \"1\", agnet = a }]",
        "numbers = [{ number = \"1\", language = \"de_DE\" }]",
        "other-numbers = perhaps"
      })
  void wrong_plans_are_refused_with_what_was_expected(String settings) {
    assertThatThrownBy(() -> plan(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.telephony")
        .hasMessageContaining("expected");
  }
}
