package io.parley.voice.call;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.TransferChoice;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.transfer.TransferTargets;
import io.parley.core.transfer.TransferTimes;
import io.parley.voice.telephony.TransferSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How this node's calls are handed over.
///
/// @param briefs what a colleague hears, by language; always with English
/// @param targets that menus of keys may name
public record TransferPlan(
    TransferTimes times, HoldMusic music, Map<String, String> briefs, TransferTargets targets) {
  private static final String FALLBACK = "en";
  private static final String SUMMARY = "{summary}";

  public TransferPlan {
    briefs = Map.copyOf(briefs);
  }

  /// Without targets of menus.
  TransferPlan(TransferTimes times, HoldMusic music, Map<String, String> briefs) {
    this(times, music, briefs, TransferTargets.NONE);
  }

  /// Reads the music.
  ///
  /// @throws IllegalArgumentException when its file cannot be used
  public static TransferPlan of(TransferSettings settings) {
    return new TransferPlan(
        settings.times(),
        settings.holdMusic().map(HoldMusic::read).orElse(HoldMusic.NONE),
        settings.briefs(),
        settings.targets());
  }

  /// Without music, for calls of which none is handed over.
  static TransferPlan none() {
    var second = Duration.ofSeconds(1);
    return new TransferPlan(
        new TransferTimes(second, second, second, second),
        HoldMusic.NONE,
        Map.of(FALLBACK, SUMMARY));
  }

  /// The decision on a menu's wish to hand the call over: at once, where the target allows it.
  TransferChoice choose(TenantId tenant, AgentRef agent, String name, Instant at) {
    var blind = targets.choose(tenant, agent, name, TransferMode.BLIND.word(), at);
    boolean isAttended =
        blind instanceof TransferChoice.Refused(var reason, _)
            && reason == TransferChoice.Reason.MODE_NOT_ALLOWED;
    return isAttended
        ? targets.choose(tenant, agent, name, TransferMode.ATTENDED.word(), at)
        : blind;
  }

  /// Those of an agent, in the order of the configuration.
  List<TransferTarget> of(TenantId tenant, AgentRef agent) {
    return targets.of(tenant, agent);
  }

  /// The same for a person's wish.
  ///
  /// @param mode as it was written; empty: at once, where the target allows it
  TransferChoice choose(
      TenantId tenant, AgentRef agent, String name, Optional<String> mode, Instant at) {
    return mode.map(word -> targets.choose(tenant, agent, name, word, at))
        .orElseGet(() -> choose(tenant, agent, name, at));
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
