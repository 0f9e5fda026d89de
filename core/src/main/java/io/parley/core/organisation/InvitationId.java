package io.parley.core.organisation;

import java.util.UUID;

/// Names an invitation. It grants nothing: the link's token does.
public record InvitationId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
