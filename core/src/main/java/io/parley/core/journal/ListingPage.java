package io.parley.core.journal;

import java.util.List;
import java.util.Optional;

/// @param next the cursor of the next page; empty on the last
public record ListingPage(List<SessionListing> sessions, Optional<String> next) {
  public ListingPage {
    sessions = List.copyOf(sessions);
  }
}
