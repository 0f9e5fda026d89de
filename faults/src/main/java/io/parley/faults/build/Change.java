package io.parley.faults.build;

/// A change of a newer build at one place of one source.
///
/// @param type of the changed source, such as `io.parley.core.session.SessionEvent`
/// @param anchor text that the current source must contain once
/// @param replacement text that replaces the anchor
public record Change(String type, String anchor, String replacement) {

  /// @param more text inserted before the anchor
  public static Change before(String type, String anchor, String more) {
    return new Change(type, anchor, more + anchor);
  }

  /// @param more text inserted after the anchor
  public static Change after(String type, String anchor, String more) {
    return new Change(type, anchor, anchor + more);
  }

  public static Change instead(String type, String anchor, String replacement) {
    return new Change(type, anchor, replacement);
  }

  /// @throws IllegalStateException when the source does not contain the anchor exactly once
  String in(String source) {
    int first = source.indexOf(anchor);
    if (first < 0 || source.indexOf(anchor, first + 1) >= 0)
      throw new IllegalStateException(
          "%s has `%s` %s (expected: once; the next build is made of the tree's sources, so follow what they have become)"
              .formatted(
                  type,
                  anchor.strip().lines().findFirst().orElse(anchor),
                  first < 0 ? "nowhere" : "more than once"));
    return source.substring(0, first) + replacement + source.substring(first + anchor.length());
  }
}
