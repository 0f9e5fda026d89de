package io.parley.core.knowledge.document;

import java.util.List;

/// The result of writing documents.
public sealed interface Written {

  /// @param refs the documents, in order
  /// @param added documents that are new; @param changed those with a new version; @param deleted
  ///   those that were in the file before, and are no longer
  /// @param knowledge the version of the tenant's knowledge that has them: an index of this version
  ///   or a newer one finds them
  record Stored(List<String> refs, int added, int changed, int deleted, long knowledge)
      implements Written {
    public Stored {
      refs = List.copyOf(refs);
    }

    /// Whether everything was there already.
    public boolean isUnchanged() {
      return added + changed + deleted == 0;
    }
  }

  /// There is no such collection.
  record NoSuchCollection() implements Written {}

  /// Somebody else has written the document since its author read it.
  ///
  /// @param version the newest; 0 when there is none
  record VersionDiffers(int version) implements Written {}

  /// The tenant has as many documents as it may have.
  record TooMany(int max) implements Written {}

  /// The organisation would store more than its quota allows.
  ///
  /// @param bytes the quota
  record StorageFull(long bytes) implements Written {}
}
