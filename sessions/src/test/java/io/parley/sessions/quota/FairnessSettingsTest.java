package io.parley.sessions.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.limit.Weights;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FairnessSettingsTest {
  private static final String SHOP = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private static FairnessSettings read(String text) {
    return FairnessSettings.from(config(text));
  }

  private static Config config(String text) {
    return ConfigFactory.parseString(text).withFallback(ConfigFactory.defaultReference());
  }

  @Test
  void by_default_all_organisations_are_equal() {
    assertThat(read("").weights()).isEqualTo(Weights.EQUAL);
  }

  @Test
  void an_organisation_has_its_weight() {
    var settings =
        read(
            """
            parley.fairness.weights {
              "00000000-0000-0000-0000-000000000000" = 4
              "%s" = 0.5
            }\
            """
                .formatted(SHOP));
    var shop = new OrganisationId(UUID.fromString(SHOP)).tenant();
    assertThat(settings.weights()).isEqualTo(new Weights(Map.of(TenantId.DEFAULT, 4.0, shop, 0.5)));
  }

  @Test
  void wrong_weights_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("parley.fairness.weights { \"" + SHOP + "\" = 0 }"))
        .withMessage("parley.fairness.weights.%s: 0.0 (expected: 0.01 to 100.0)".formatted(SHOP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("parley.fairness.weights { \"" + SHOP + "\" = many }"))
        .withMessage("parley.fairness.weights.%s: many (expected: a number)".formatted(SHOP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("parley.fairness.weights { shop = 2 }"))
        .withMessage(
            "parley.fairness.weights: shop (expected: ids of organisations in small letters)");
  }
}
