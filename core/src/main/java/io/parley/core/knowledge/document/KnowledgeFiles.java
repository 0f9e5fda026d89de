package io.parley.core.knowledge.document;

import io.parley.core.audit.Act;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.document.Document.FileStamp;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// Documents by the files that they were read from.
public interface KnowledgeFiles {
  /// @param documents read from it
  /// @param labels of its documents, given by the sender of the file
  record StoredFile(FileStamp stamp, int documents, List<String> labels) {
    public StoredFile {
      labels = List.copyOf(labels);
    }
  }

  /// All texts of a file.
  ///
  /// @param labels for each of them, in addition to its own
  /// @param language of those that do not say theirs
  record FileTexts(
      String collection,
      FileStamp stamp,
      List<String> labels,
      Optional<String> language,
      List<ReadDocument> documents) {
    public FileTexts {
      labels = List.copyOf(labels);
      documents = List.copyOf(documents);
    }
  }

  /// In order of their names.
  ///
  /// @param after the last name of the previous page
  CompletionStage<List<StoredFile>> files(
      TenantId tenant, String collection, Optional<String> after, int limit);

  /// Stores the texts of a file in place of those that it had before. A text whose ref would be
  /// that of another file's document gets a longer one.
  CompletionStage<Written> replace(TenantId tenant, FileTexts file, Party by);

  /// The same as an act of somebody, in the audit trail of the tenant, without the texts. A store
  /// without audit trails only stores.
  default CompletionStage<Written> replace(TenantId tenant, FileTexts file, Party by, Act act) {
    return replace(tenant, file, by);
  }

  /// Deletes the documents of a file.
  ///
  /// @return the version of the tenant's knowledge without them; empty when there is no such file
  CompletionStage<OptionalLong> delete(TenantId tenant, String collection, String name);

  /// The same as an act of somebody, in the audit trail of the tenant.
  default CompletionStage<OptionalLong> delete(
      TenantId tenant, String collection, String name, Act act) {
    return delete(tenant, collection, name);
  }
}
