package io.parley.core.model;

import java.util.HashSet;
import java.util.Set;

/// The sources that a reply uses, of those that were found for it.
///
/// @param all whether they count as used, whichever they are; @param refs otherwise
public record Citations(boolean all, Set<String> refs) {
  /// Of a model that does not cite.
  public static final Citations ALL = new Citations(true, Set.of());

  public static final Citations NONE = new Citations(false, Set.of());

  public Citations {
    refs = Set.copyOf(refs);
  }

  public static Citations of(Set<String> refs) {
    return new Citations(false, refs);
  }

  public boolean has(String ref) {
    return all || refs.contains(ref);
  }

  /// Of two parts of one reply.
  public Citations and(Citations more) {
    var both = new HashSet<>(refs);
    both.addAll(more.refs);
    return new Citations(all || more.all, both);
  }
}
