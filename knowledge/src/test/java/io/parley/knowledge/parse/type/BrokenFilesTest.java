package io.parley.knowledge.parse.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.sample.BrokenFiles;
import io.parley.knowledge.parse.sample.BrokenFiles.Broken;
import io.parley.knowledge.parse.sample.Read;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every broken file ends as a text within the limits, or as a refusal with its reason. Those that
/// take all memory or time need a process: see `IsolatedReaderTest`.
class BrokenFilesTest {
  static List<Broken> files() throws Exception {
    return BrokenFiles.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void ends_as_a_text_or_a_refusal(Broken file) {
    try {
      var content = Read.content(file.name(), file.bytes());
      assertThat(file.reasons()).as("it was read: %s", content).isEmpty();
      assertThat(content.documents()).isNotEmpty();
      assertThat(content.documents().stream().mapToInt(text -> text.body().length()).sum())
          .isLessThanOrEqualTo(Read.LIMITS.textChars());
    } catch (RefusedFile refused) {
      if (!file.reasons().isEmpty())
        assertThat(refused.reason()).as(refused.getMessage()).isIn(file.reasons());
      assertThat(refused).hasMessageNotContaining("null").hasMessageNotContaining("root:");
    }
  }
}
