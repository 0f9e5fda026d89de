package io.parley.bench.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.bench.speech.CorrectedCalls.Utterance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectedCallsTest {
  @TempDir Path directory;

  @Test
  void only_utterances_that_were_looked_at_count() throws IOException {
    write(
        "one.jsonl",
        """
        {"heard": "where is my order", "corrected": "Where is my order?"}

        {"heard": "never looked at"}
        {"heard": "thank you", "corrected": "", "at": "12:01"}
        """);
    assertThat(CorrectedCalls.read(directory.resolve("one.jsonl")))
        .containsExactly(
            new Utterance("where is my order", "Where is my order?"),
            new Utterance("thank you", ""));
  }

  @Test
  void a_directory_is_all_of_its_files() throws IOException {
    Files.createDirectories(directory.resolve("deep"));
    write("b.jsonl", "{\"heard\":\"b\",\"corrected\":\"b\"}");
    write("deep/a.ndjson", "{\"heard\":\"a\",\"corrected\":\"a\"}");
    write("notes.txt", "no JSON");
    assertThat(CorrectedCalls.read(directory))
        .extracting(Utterance::heard)
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void the_worst_utterances_come_first_and_right_ones_not_at_all() {
    var right = new Utterance("yes", "Yes.");
    var bad = new Utterance("there is my odor", "where is my order");
    var worse = new Utterance("", "I want to speak to a person");
    assertThat(CorrectedCalls.worst(List.of(right, bad, worse))).containsExactly(worse, bad);
  }

  @Test
  void the_rate_is_that_of_all_words() throws IOException {
    write(
        "one.jsonl",
        """
        {"heard": "yes", "corrected": "yes"}
        {"heard": "the order ten forty", "corrected": "the order ten forty two"}
        {"heard": "no no", "corrected": "no"}
        {"heard": "and now", "corrected": "and now"}
        {"heard": "good", "corrected": "good"}
        """);
    var printed = new ByteArrayOutputStream();
    CorrectedCalls.print(directory, new PrintStream(printed, true, StandardCharsets.UTF_8));
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsSequence("| 5 | 3 | 10 | 20.0 % |", "", "| errors | heard | corrected |")
        .contains("| 1 of 5 | the order ten forty | the order ten forty two |");
  }

  @Test
  void a_malformed_line_is_named_without_its_words() throws IOException {
    write("one.jsonl", "{\"heard\":\"a\",\"corrected\":\"a\"}\n{\"heard\":\"my secret");
    assertThatThrownBy(() -> CorrectedCalls.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("one.jsonl, line 2: malformed")
        .hasMessageNotContaining("secret");
    write("one.jsonl", "{\"text\":\"a\"}");
    assertThatThrownBy(() -> CorrectedCalls.read(directory))
        .hasMessageContaining("line 1: no heard (expected: a text)");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
