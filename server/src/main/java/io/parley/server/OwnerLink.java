package io.parley.server;

import io.parley.core.fault.Stages;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The link to the ownership of this installation's organisation, at its start. It is shown where
/// one person has started the program on one machine, and nowhere else: everybody who reads the log
/// of a cluster could take the installation.
///
/// @param isOwnerless whether nobody owns the organisation yet
/// @param shown the whole link; empty where it is not shown
record OwnerLink(boolean isOwnerless, Optional<String> shown) {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerLink.class);
  private static final String AUTHOR = "first-start";

  /// Accounts are off.
  static final OwnerLink NONE = new OwnerLink(false, Optional.empty());

  /// Makes the organisation if it does not exist. Does not fail: the next start tries again.
  ///
  /// @param name of a new organisation; @param isShown whether a link is made
  /// @param address that the link begins with
  static OwnerLink at(
      FirstOrganisation first, String name, boolean isShown, Supplier<URI> address) {
    try {
      if (!joined(first.ensure(AUTHOR, name))) return NONE;
      if (!isShown) return new OwnerLink(true, Optional.empty());
      var token = joined(first.link(AUTHOR));
      return new OwnerLink(true, token.map(secret -> address(address.get(), secret)));
    } catch (RuntimeException e) {
      LOG.warn(
          "the organisation of this installation cannot be looked at; the next start tries again",
          Stages.cause(e));
      return NONE;
    }
  }

  private static <T> T joined(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  /// The token is in the fragment, which browsers send to no server.
  static String address(URI address, String token) {
    return address + "/link#" + token;
  }

  /// The console's line; empty if there is an owner.
  Optional<String> line() {
    if (!isOwnerless) return Optional.empty();
    return Optional.of(shown.orElse("nobody yet: ./parley owner-link prints a link"));
  }

  @Override
  public String toString() {
    return "OwnerLink[isOwnerless=" + isOwnerless + "]";
  }
}
