package io.parley.core.organisation;

import io.parley.core.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Erases all that deleted organisations have stored, in small steps, each of which may be
/// repeated. [OrganisationDirectory#all] tells the progress. Thread safe. Stages fail as the stores
/// do.
public interface Erasures {
  /// Deleted organisations that have something left to erase, or to look for, at a time.
  CompletionStage<List<OrganisationId>> due(Instant now, int max);

  /// All deleted organisations: each node erases what it has of them on its own disk.
  CompletionStage<List<OrganisationId>> deleted();

  /// Erases a part of a deleted organisation. Does nothing for any other one, and while another
  /// node erases it.
  ///
  /// @return whether there may be more to do at once
  CompletionStage<Boolean> step(OrganisationId id, Instant now);
}
