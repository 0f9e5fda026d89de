package io.parley.core.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SectionTest {
  @Test
  void sections_begin_with_headings_and_have_anchors() {
    var text =
        """

        Before.

        ## When? ##

        60 days.

        ### Shoes
        ## When?
        Again.
        """;
    assertThat(Section.of(text))
        .containsExactly(
            new Section(Optional.empty(), 0, "", "Before."),
            new Section(Optional.of("when"), 2, "When?", "60 days."),
            new Section(Optional.of("shoes"), 3, "Shoes", ""),
            new Section(Optional.of("when-2"), 2, "When?", "Again."));
    assertThat(Section.of(text).get(1).markdown()).isEqualTo("## When?\n60 days.");
    assertThat(Section.of(text).get(2).markdown()).isEqualTo("### Shoes");
  }

  @Test
  void lines_of_code_are_no_headings() {
    var code = "```sh\n# install\n~~~\n```\n# After\n~~~~\n# in\n~~~\n# in\n~~~~";
    var sections = Section.of(code);
    assertThat(sections).extracting(Section::heading).containsExactly("", "After");
    assertThat(sections.getLast().text()).isEqualTo("~~~~\n# in\n~~~\n# in\n~~~~");
  }

  @Test
  void a_number_sign_alone_is_a_heading_and_a_hashtag_is_none() {
    assertThat(Section.of("#\n#tag\n####### seven"))
        .containsExactly(new Section(Optional.of("section"), 1, "", "#tag\n####### seven"));
    assertThat(Section.of("  \n")).isEmpty();
  }
}
