package io.parley.bench.speech;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How often words of a confidence were right, by which thresholds of confidence are set. With the
/// expected calibration error: the mean distance between confidence and share of right words, each
/// bin by its number of words (Naeini, Cooper and Hauskrecht 2015, "Obtaining well calibrated
/// probabilities using Bayesian binning").
final class CalibrationTable {
  private static final int BINS = 10;

  /// A transcript.
  private record Heard(double confidence, int right, int words) {}

  /// Transcripts of about the same confidence, or below one.
  private record Share(int words, int right, double confidence) {
    static Share of(List<Heard> heard) {
      int words = heard.stream().mapToInt(Heard::words).sum();
      int right = heard.stream().mapToInt(Heard::right).sum();
      double sum = heard.stream().mapToDouble(each -> each.confidence() * each.words()).sum();
      return new Share(words, right, words == 0 ? 0 : sum / words);
    }

    double isRight() {
      return words == 0 ? 0 : right / (double) words;
    }

    int wrong() {
      return words - right;
    }
  }

  private final List<Heard> all = new ArrayList<>();

  /// @param confidence of a transcript, 0 to 1; @param right words of it; @param words in all
  void add(double confidence, int right, int words) {
    all.add(new Heard(confidence, right, words));
  }

  /// Those of a transcript that are in their place.
  void add(double confidence, String said, String heard) {
    var errors = EnglishWords.errors(said, heard);
    // of the longer one, for left out and added words are wrong, too
    int words = Math.max(errors.said(), EnglishWords.errors(heard, "").said());
    add(confidence, words - errors.wrong(), words);
  }

  /// 0 to 1; 0 is best.
  double expectedError() {
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      var share = Share.of(in(bin));
      sum += share.words() * Math.abs(share.isRight() - share.confidence());
    }
    return all.isEmpty() ? 0 : sum / Math.max(1, Share.of(all).words());
  }

  private List<Heard> in(int bin) {
    return all.stream()
        .filter(each -> bin == Math.min(BINS - 1, (int) (each.confidence() * BINS)))
        .toList();
  }

  /// @param what was said; @param thresholds by their setting: words below are low
  void print(String what, Map<String, Double> thresholds, PrintStream out) {
    out.printf("| confidence, %s | words | right | mean confidence |%n|---|---|---|---|%n", what);
    for (int bin = 0; bin < BINS; bin++) {
      var share = Share.of(in(bin));
      if (share.words() == 0) continue;
      out.printf(
          Locale.ROOT,
          "| %.1f to %.1f | %d | %.1f %% | %.1f %% |%n",
          bin / (double) BINS,
          (bin + 1) / (double) BINS,
          share.words(),
          100 * share.isRight(),
          100 * share.confidence());
    }
    var every = Share.of(all);
    out.printf(
        Locale.ROOT,
        "| all; expected calibration error %.1f %% | %d | %.1f %% | %.1f %% |%n",
        100 * expectedError(),
        every.words(),
        100 * every.isRight(),
        100 * every.confidence());
    thresholds.forEach((setting, least) -> below(setting, least, every, out));
    out.flush();
  }

  private void below(String setting, double least, Share every, PrintStream out) {
    var low = Share.of(all.stream().filter(each -> each.confidence() < least).toList());
    out.printf(
        Locale.ROOT,
        "| below %.2f (`%s`): %.1f %% of the wrong words, %.1f %% of the right ones | %d | %.1f %%"
            + " | %.1f %% |%n",
        least,
        setting,
        100.0 * low.wrong() / Math.max(1, every.wrong()),
        100.0 * low.right() / Math.max(1, every.right()),
        low.words(),
        100 * low.isRight(),
        100 * low.confidence());
  }
}
