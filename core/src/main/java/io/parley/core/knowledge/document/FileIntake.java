package io.parley.core.knowledge.document;

import io.parley.core.audit.Act;
import io.parley.core.knowledge.Reading;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Reads a file and stores its texts in place of those that it had before.
public interface FileIntake {
  /// @param name its path within the collection, such as `returns/shoes.md`
  /// @param type the media type that the sender named
  /// @param labels for each text; @param language of texts that do not say theirs
  record Upload(
      String collection,
      String name,
      Optional<String> type,
      List<String> labels,
      Optional<String> language) {
    public Upload {
      labels = List.copyOf(labels);
    }
  }

  /// The result of an intake.
  sealed interface Outcome {
    /// @param warnings parts that were left out
    record Taken(Written written, List<String> warnings) implements Outcome {
      public Taken {
        warnings = List.copyOf(warnings);
      }
    }

    /// Nothing was stored or changed.
    record Unread(Reading.Refused refusal) implements Outcome {}
  }

  CompletionStage<Outcome> take(TenantId tenant, Upload upload, byte[] bytes, Party by);

  /// The same as an act of somebody, in the audit trail of the tenant. An intake without audit
  /// trails only stores.
  default CompletionStage<Outcome> take(
      TenantId tenant, Upload upload, byte[] bytes, Party by, Act act) {
    return take(tenant, upload, bytes, by);
  }
}
