package io.parley.core.dial;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The time zone of a number's holder, by the number's beginning: the longest known prefix counts.
/// Countries with one zone are known; those with several need entries of the operator's own. (A
/// mobile number travels with its holder: this is an estimate.)
public final class NumberZones {
  /// Codes of ITU-T E.164 (List of assigned country codes), zones of the IANA database. Countries
  /// with several zones, and codes that several countries share, are left out.
  private static final Map<String, String> COUNTRIES =
      Map.ofEntries(
          Map.entry("27", "Africa/Johannesburg"),
          Map.entry("30", "Europe/Athens"),
          Map.entry("31", "Europe/Amsterdam"),
          Map.entry("32", "Europe/Brussels"),
          Map.entry("33", "Europe/Paris"),
          Map.entry("351", "Europe/Lisbon"),
          Map.entry("352", "Europe/Luxembourg"),
          Map.entry("353", "Europe/Dublin"),
          Map.entry("354", "Atlantic/Reykjavik"),
          Map.entry("356", "Europe/Malta"),
          Map.entry("357", "Asia/Nicosia"),
          Map.entry("358", "Europe/Helsinki"),
          Map.entry("359", "Europe/Sofia"),
          Map.entry("36", "Europe/Budapest"),
          Map.entry("370", "Europe/Vilnius"),
          Map.entry("371", "Europe/Riga"),
          Map.entry("372", "Europe/Tallinn"),
          Map.entry("381", "Europe/Belgrade"),
          Map.entry("385", "Europe/Zagreb"),
          Map.entry("386", "Europe/Ljubljana"),
          Map.entry("39", "Europe/Rome"),
          Map.entry("40", "Europe/Bucharest"),
          Map.entry("41", "Europe/Zurich"),
          Map.entry("420", "Europe/Prague"),
          Map.entry("421", "Europe/Bratislava"),
          Map.entry("423", "Europe/Vaduz"),
          Map.entry("43", "Europe/Vienna"),
          Map.entry("44", "Europe/London"),
          Map.entry("45", "Europe/Copenhagen"),
          Map.entry("46", "Europe/Stockholm"),
          Map.entry("47", "Europe/Oslo"),
          Map.entry("48", "Europe/Warsaw"),
          Map.entry("49", "Europe/Berlin"),
          Map.entry("65", "Asia/Singapore"),
          Map.entry("81", "Asia/Tokyo"),
          Map.entry("82", "Asia/Seoul"),
          Map.entry("852", "Asia/Hong_Kong"),
          Map.entry("90", "Europe/Istanbul"),
          Map.entry("91", "Asia/Kolkata"),
          Map.entry("972", "Asia/Jerusalem"));

  /// Islands and exclaves that share a code of [#COUNTRIES] and have other clocks: their numbers
  /// have no zone without an entry. The Azores and Madeira.
  private static final List<String> UNKNOWN = List.of("351291", "351292", "351295", "351296");

  private record Entry(String prefix, Optional<ZoneId> zone) {}

  private final List<Entry> entries;

  /// @param own zones by prefix, with a plus: they count before the known ones of the same length
  public NumberZones(Map<String, ZoneId> own) {
    var all = new HashMap<String, Optional<ZoneId>>();
    COUNTRIES.forEach((prefix, zone) -> all.put("+" + prefix, Optional.of(ZoneId.of(zone))));
    UNKNOWN.forEach(prefix -> all.put("+" + prefix, Optional.empty()));
    own.forEach((prefix, zone) -> all.put(prefix, Optional.of(zone)));
    this.entries =
        all.entrySet().stream()
            .map(entry -> new Entry(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingInt((Entry entry) -> entry.prefix().length()).reversed())
            .toList();
  }

  public Optional<ZoneId> of(PhoneNumber number) {
    return entries.stream()
        .filter(entry -> number.startsWith(entry.prefix()))
        .findFirst()
        .flatMap(Entry::zone);
  }
}
