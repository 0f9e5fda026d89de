package io.parley.voice.telephony;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import io.parley.core.transfer.OpeningHours;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.transfer.TransferTargets;
import io.parley.core.transfer.TransferTimes;
import io.parley.outbound.setting.Section;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Section `parley.telephony.transfer`.
///
/// @param holdMusic a WAV file, played to callers on hold; empty: silence
/// @param briefs what a colleague hears, by language: `{summary}` is what the call is about; always
///   with English
public record TransferSettings(
    TransferTargets targets,
    TransferTimes times,
    Optional<Path> holdMusic,
    Map<String, String> briefs) {
  private static final String KEY = "parley.telephony.transfer.";
  private static final String TARGETS = KEY + "targets";
  private static final String FALLBACK = "en";
  private static final Set<String> FIELDS =
      Set.of("name", "label", "number", "sip", "modes", "hours", "zone", "tenant", "agents");

  public TransferSettings {
    briefs = Map.copyOf(briefs);
    briefs.forEach((language, text) -> Expect.notBlank(KEY + "brief." + language, text));
    if (!briefs.containsKey(FALLBACK))
      throw Expect.wrong(KEY + "brief", briefs.keySet(), "en among the languages");
  }

  /// @param root the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static TransferSettings from(Config root) {
    var section = Section.of(root, "parley.telephony.transfer");
    return new TransferSettings(
        targets(section.sections("targets")),
        new TransferTimes(
            section.duration("words"),
            section.duration("hand-over"),
            section.duration("ring"),
            section.duration("accept")),
        section.wordIfAny("hold-music").map(Path::of),
        briefs(section.section("brief")));
  }

  private static Map<String, String> briefs(Section section) {
    var briefs = new LinkedHashMap<String, String>();
    for (var language : section.keys()) briefs.put(language, section.word(language));
    return briefs;
  }

  private static TransferTargets targets(List<Section> entries) {
    try {
      return new TransferTargets(entries.stream().map(TransferSettings::target).toList());
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(TARGETS)
          ? e
          : new IllegalArgumentException(TARGETS + ": " + e.getMessage(), e);
    }
  }

  private static TransferTarget target(Section entry) {
    for (var key : entry.keys()) Expect.oneOf(TARGETS, key, FIELDS);
    var name = entry.word("name");
    return new TransferTarget(
        name,
        entry.wordIfAny("label").orElse(name),
        address(entry),
        modes(entry),
        hours(entry),
        entry.wordIfAny("tenant").map(TenantId::new).orElse(TenantId.DEFAULT),
        texts(entry, "agents").map(Set::copyOf).orElse(Set.of()));
  }

  private static TransferAddress address(Section entry) {
    var number = entry.wordIfAny("number");
    var sip = entry.wordIfAny("sip");
    if (number.isPresent() == sip.isPresent())
      throw Expect.wrong(TARGETS, "an entry", "either number or sip in each entry");
    return number.isPresent()
        ? new TransferAddress.Phone(number.get())
        : new TransferAddress.Sip(sip.get());
  }

  /// Blind, if none are given: the other one needs a second call.
  private static Set<TransferMode> modes(Section entry) {
    var modes = new LinkedHashSet<TransferMode>();
    for (var word : texts(entry, "modes").orElse(List.of(TransferMode.BLIND.word())))
      modes.add(
          TransferMode.of(word)
              .orElseThrow(() -> Expect.wrong(TARGETS, word, "blind or attended")));
    return modes;
  }

  private static Optional<OpeningHours> hours(Section entry) {
    var hours = texts(entry, "hours");
    var zone = entry.wordIfAny("zone");
    if (hours.isPresent() != zone.isPresent())
      throw Expect.wrong(TARGETS, "an entry", "hours and zone together, or neither");
    return hours.map(texts -> OpeningHours.of(zone.orElseThrow(), texts));
  }

  private static Optional<List<String>> texts(Section entry, String key) {
    return entry.valueIfAny(key).map(_ -> entry.texts(key));
  }
}
