package io.parley.core.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class AnchorsTest {
  private final Anchors anchors = new Anchors();

  @Test
  void a_heading_is_named_by_its_words_in_lower_case_without_accents() {
    assertThat(anchors.next("¿Cuándo llega mi pedido?")).isEqualTo("cuando-llega-mi-pedido");
    assertThat(anchors.next("Rückgabe & Umtausch (60 Tage)"))
        .isEqualTo("ruckgabe-umtausch-60-tage");
  }

  @Test
  void equal_headings_are_numbered_and_never_get_the_name_of_another_one() {
    assertThat(anchors.next("Returns")).isEqualTo("returns");
    assertThat(anchors.next("Returns 2")).isEqualTo("returns-2");
    assertThat(anchors.next("returns")).isEqualTo("returns-3");
    assertThat(anchors.next("Returns.")).isEqualTo("returns-4");
  }

  @Test
  void a_heading_without_words_and_a_long_one_have_names() {
    assertThat(anchors.next("!?")).isEqualTo("section");
    var seen = new HashSet<String>();
    for (int i = 0; i < 100; i++) assertThat(seen.add(anchors.next("a".repeat(500)))).isTrue();
    assertThat(anchors.next("b ".repeat(500))).hasSizeLessThanOrEqualTo(Anchors.LENGTH_MAX);
    assertThat(anchors.next("a" + "𝒳".repeat(50)).codePoints().toArray()).doesNotContain(0xD835);
  }
}
