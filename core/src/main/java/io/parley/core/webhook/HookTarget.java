package io.parley.core.webhook;

import io.parley.core.setting.Expect;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// The part of a webhook that people write, beside its secret and its state.
///
/// @param url where messages go: `http` or `https`, without a user and a fragment
/// @param kinds of events that it tells of
/// @param description for people; may be empty
public record HookTarget(URI url, Set<HookKind> kinds, String description) {
  /// The most characters of an address.
  public static final int URL_MAX = 2_000;

  /// The most characters of a description.
  public static final int DESCRIPTION_MAX = 200;

  /// @throws IllegalArgumentException if the address is of another form; the message does not show
  ///   it
  public HookTarget {
    kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    var scheme = url.getScheme();
    boolean isWeb = "https".equals(scheme) || "http".equals(scheme);
    Expect.that(
        "url",
        isWeb
            && url.getHost() != null
            && url.getRawUserInfo() == null
            && url.getRawFragment() == null
            && url.toString().length() <= URL_MAX,
        "https://host/path, without a user and a fragment, ≤ " + URL_MAX + " characters");
    Expect.between("length of the description", description.length(), 0, DESCRIPTION_MAX);
  }
}
