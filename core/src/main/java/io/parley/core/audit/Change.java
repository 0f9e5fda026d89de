package io.parley.core.audit;

import io.parley.core.setting.Expect;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The content of an act: a kind, its object, and the fields that it changed.
///
/// @param action the kind, such as `member-removed`; never renamed
/// @param target the object, such as `person:…`
/// @param before fields with their values; empty if the object is new
/// @param after fields with their values; empty if the object is gone
public record Change(
    String action,
    String target,
    SortedMap<String, String> before,
    SortedMap<String, String> after) {
  private static final Pattern ACTION = Pattern.compile("[a-z-]{1,40}");

  public Change {
    Expect.that("action", ACTION.matcher(action).matches(), ACTION.pattern());
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
    after = Collections.unmodifiableSortedMap(new TreeMap<>(after));
  }

  public static Change of(
      String action, String target, Map<String, String> before, Map<String, String> after) {
    return new Change(action, target, new TreeMap<>(before), new TreeMap<>(after));
  }

  /// A new object.
  public static Change made(String action, String target, Map<String, String> after) {
    return of(action, target, Map.of(), after);
  }

  /// An object that is gone.
  public static Change gone(String action, String target, Map<String, String> before) {
    return of(action, target, before, Map.of());
  }
}
