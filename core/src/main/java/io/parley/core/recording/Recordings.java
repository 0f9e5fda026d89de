package io.parley.core.recording;

import io.parley.core.audit.Act;
import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Where recordings are kept: encrypted, each under a key of its own. Stages fail with a
/// [io.parley.core.journal.StoreFailure]. Everything may be repeated.
public interface Recordings {
  /// A recording has begun.
  ///
  /// @param id of the call
  CompletionStage<Void> begin(SessionKey session, String id, Instant at);

  /// Stores a segment.
  ///
  /// @param segment its place; the size is that of `sound`
  /// @param sound plain
  /// @return false when there is no such recording any more: it was erased
  CompletionStage<Boolean> add(
      SessionKey session, String id, Recording.Segment segment, byte[] sound);

  /// The recording is over.
  CompletionStage<Void> end(SessionKey session, String id, Duration length);

  /// All recordings of a session, the oldest first.
  CompletionStage<List<Recording>> list(SessionKey session);

  /// @return the plain sound; empty when it is not there, or cannot be decrypted
  CompletionStage<Optional<byte[]>> segment(SessionKey session, String id, int number);

  /// Erases all recordings of a session, their keys first.
  ///
  /// @return how many
  CompletionStage<Integer> erase(SessionKey session);

  /// The same as an act of somebody, in the audit trail of the tenant. A store without audit trails
  /// only erases.
  default CompletionStage<Integer> erase(SessionKey session, Act act) {
    return erase(session);
  }

  /// Erases recordings of all tenants that were kept for long enough, and those whose erasure did
  /// not end.
  ///
  /// @param keep the installation's time; an organisation's own may be shorter
  /// @param limit the most at once
  /// @return how many
  CompletionStage<Integer> eraseOld(Instant now, Duration keep, int limit);
}
