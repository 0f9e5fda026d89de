package io.parley.tools.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Lists of questions that models and searches are measured by.
public final class Questions {
  private Questions() {}

  /// @param resource such as `/sample-shop/evaluation.csv`
  public static List<Map<String, String>> of(String resource) {
    try (var in = Questions.class.getResourceAsStream(resource)) {
      return Csv.read(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
