package io.parley.outbound.setting;

import io.parley.core.setting.Expect;
import java.util.Set;
import java.util.TreeSet;

/// The section of named providers, such as `parley.models.providers`: each has a section of its
/// own, over a section of defaults. Unknown keys are refused.
public final class Providers {
  private static final String NAME = "[a-z][a-z0-9-]{0,39}";

  private final Section all;
  private final Section defaults;
  private final Set<String> known;

  /// @param own keys of a provider that have no default, such as its kind
  public Providers(Section all, Section defaults, Set<String> own) {
    this.all = all;
    this.defaults = defaults;
    this.known = new TreeSet<>(defaults.keys());
    known.addAll(own);
  }

  public Set<String> names() {
    return all.keys();
  }

  /// @throws IllegalArgumentException if there is no provider of this name, or its name or one of
  ///   its keys is wrong
  public Section named(String name) {
    if (!name.matches(NAME))
      throw Expect.wrong(all.name(), name, "names of small letters, digits and dashes");
    var section = all.section(name);
    // a typing error would silently leave a default in force
    for (var key : section.keys()) Expect.oneOf(section.name(), key, known);
    return section.over(defaults);
  }
}
