package io.parley.core.journal;

import java.util.List;
import java.util.Optional;

/// @param next where the next page begins; empty on the last
public record ListingPage(List<SessionListing> sessions, Optional<String> next) {
  public ListingPage {
    sessions = List.copyOf(sessions);
  }
}
