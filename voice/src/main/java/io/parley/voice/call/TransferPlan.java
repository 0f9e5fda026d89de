package io.parley.voice.call;

import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferTimes;
import io.parley.voice.telephony.TransferSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// How this node's calls are handed over.
///
/// @param briefs what a colleague hears, by language; always with English
public record TransferPlan(TransferTimes times, HoldMusic music, Map<String, String> briefs) {
  private static final String FALLBACK = "en";
  private static final String SUMMARY = "{summary}";

  public TransferPlan {
    briefs = Map.copyOf(briefs);
  }

  /// Reads the music.
  ///
  /// @throws IllegalArgumentException when its file cannot be used
  public static TransferPlan of(TransferSettings settings) {
    return new TransferPlan(
        settings.times(),
        settings.holdMusic().map(HoldMusic::read).orElse(HoldMusic.NONE),
        settings.briefs());
  }

  /// Without music, for calls of which none is handed over.
  static TransferPlan none() {
    var second = Duration.ofSeconds(1);
    return new TransferPlan(
        new TransferTimes(second, second, second, second),
        HoldMusic.NONE,
        Map.of(FALLBACK, SUMMARY));
  }

  /// The words that a colleague hears before they accept.
  ///
  /// @param language a BCP 47 tag
  String brief(String language, TransferOrder order) {
    var tongue = Locale.forLanguageTag(language).getLanguage();
    var text = briefs.getOrDefault(tongue, briefs.get(FALLBACK));
    return text.replace(SUMMARY, order.summary());
  }
}
