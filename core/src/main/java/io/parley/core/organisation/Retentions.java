package io.parley.core.organisation;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/// How long organisations keep the recordings of their calls. Of an organisation's time and the
/// installation's the shorter one counts. Thread safe. Stages fail as the store does.
public interface Retentions {
  /// The longest time in days, ten years.
  int DAYS_MAX = 3_660;

  /// Days after a recording began; empty for the installation's time.
  CompletionStage<OptionalInt> recordingDays(TenantId tenant);

  /// Stores the days with an entry in the organisation's audit trail. Recordings that are older are
  /// erased at the next look.
  ///
  /// @param days 1 to [#DAYS_MAX]; empty for the installation's time
  CompletionStage<Void> keepRecordings(TenantId tenant, OptionalInt days, Act act);
}
