package io.parley.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.knowledge.document.DocumentLimits;
import org.junit.jupiter.api.Test;

class DocumentSettingsTest {
  @Test
  void the_defaults() {
    assertThat(from(""))
        .isEqualTo(new DocumentLimits(20 * 1024 * 1024, 2_000_000, 200_000, 200, 100));
  }

  @Test
  void every_key_changed() {
    assertThat(
            from(
                "file-bytes-max = 2048, chars-max = 1001, max = 5, collections-max = 6,"
                    + " versions-max = 7"))
        .isEqualTo(new DocumentLimits(2_048, 1_001, 5, 6, 7));
  }

  @Test
  void a_wrong_value_names_its_key() {
    assertThatThrownBy(() -> from("max = 0"))
        .hasMessageContaining("parley.knowledge.documents.max: 0 (expected: 1 to");
  }

  private static DocumentLimits from(String changed) {
    return DocumentSettings.from(
        ConfigFactory.parseString("parley.knowledge.documents { " + changed + " }")
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve());
  }
}
