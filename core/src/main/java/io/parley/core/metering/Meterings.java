package io.parley.core.metering;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// The stored usage records. They are never changed or deleted.
public interface Meterings {

  /// Stores records, all or none. One whose session, number and kind are known adds nothing.
  /// Records of a session must come in the order of their numbers.
  CompletionStage<Void> add(List<UsageRecord> records);

  /// Adds up the records of an organisation.
  CompletionStage<UsageSums> sum(MeteringQuery query);
}
