package io.parley.bench.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.quality.WordErrors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The word error rate of real calls, by transcripts that people have corrected: JSON lines of
/// `{"heard", "corrected"}`, one an utterance. Lines without `corrected` were not looked at, and do
/// not count; an empty `corrected` means that nothing was said.
public final class CorrectedCalls {
  private static final int WORST = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// One utterance that was looked at.
  record Utterance(String heard, String corrected) {
    WordErrors errors() {
      return WordErrors.of(corrected, heard);
    }
  }

  private CorrectedCalls() {}

  /// Prints the rate, and the utterances with most errors.
  ///
  /// @param from a file, or a directory with files named `.jsonl` or `.ndjson`
  public static void print(Path from, PrintStream out) throws IOException {
    var all = read(from);
    if (all.isEmpty())
      throw new IOException(from + ": no utterance was corrected (expected: lines of JSON)");
    var sum = all.stream().map(Utterance::errors).reduce(WordErrors.NONE, WordErrors::plus);
    long whole = all.stream().filter(each -> each.errors().wrong() == 0).count();
    out.println("| utterances | right | words | word error rate |");
    out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %.1f %% |%n%n",
        all.size(),
        whole,
        sum.said(),
        100 * sum.rate());
    out.println("| errors | heard | corrected |");
    worst(all)
        .forEach(
            each ->
                out.printf(
                    "| %d of %d | %s | %s |%n",
                    each.errors().wrong(), each.errors().said(), each.heard(), each.corrected()));
  }

  static List<Utterance> worst(List<Utterance> all) {
    return all.stream()
        .filter(each -> each.errors().wrong() > 0)
        .sorted(Comparator.comparingInt(each -> -each.errors().wrong()))
        .limit(WORST)
        .toList();
  }

  static List<Utterance> read(Path from) throws IOException {
    var all = new ArrayList<Utterance>();
    for (var file : files(from)) {
      int number = 0;
      for (var line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank()) read(line, file + ", line " + number, all);
      }
    }
    return all;
  }

  private static List<Path> files(Path from) throws IOException {
    if (!Files.isDirectory(from)) return List.of(from);
    try (var files = Files.walk(from)) {
      return files.filter(file -> file.toString().matches(".*\\.(jsonl|ndjson)")).sorted().toList();
    }
  }

  private static void read(String line, String where, List<Utterance> to) throws IOException {
    try {
      var json = JSON.readTree(line);
      if (!json.path("heard").isTextual())
        throw new IOException(where + ": no heard (expected: a text)");
      if (json.path("corrected").isTextual())
        to.add(new Utterance(json.get("heard").asText(), json.get("corrected").asText()));
    } catch (JsonProcessingException e) {
      // its message has the words
      throw new IOException(where + ": malformed (expected: an object of JSON)", null);
    }
  }
}
