package io.parley.core.organisation;

import io.parley.core.access.Service;
import java.time.Instant;
import java.util.Optional;

/// The state of an organisation.
public sealed interface Lifecycle {

  /// Signed up by its owner-to-be, whose address is not verified yet.
  record Unverified(Claim claim) implements Lifecycle {}

  /// Made by staff, and not claimed yet.
  record Unclaimed(Claim claim) implements Lifecycle {}

  /// Nobody claimed it in time. Its slugs are free at once, as nobody knew them. Staff may renew
  /// the claim.
  record Expired() implements Lifecycle {}

  /// Claimed, and in use.
  record Active() implements Lifecycle {}

  /// @param reason for its people to read
  record Suspended(String reason) implements Lifecycle {}

  /// Waits for its deletion; an owner may cancel it.
  ///
  /// @param dueAt when it is deleted
  /// @param suspension the reason if it is suspended as well: a deletion ends no suspension
  record Deleting(Instant dueAt, Optional<String> suspension) implements Lifecycle {}

  /// Its data is being erased, or was: see [Erasures].
  record Deleted() implements Lifecycle {}

  /// For stores, protocols and the audit trail; never changes.
  default String word() {
    return switch (this) {
      case Unverified _ -> "unverified";
      case Unclaimed _ -> "unclaimed";
      case Expired _ -> "expired";
      case Active _ -> "active";
      case Suspended _ -> "suspended";
      case Deleting _ -> "deleting";
      case Deleted _ -> "deleted";
    };
  }

  /// How far it is served.
  default Service service() {
    return switch (this) {
      case Unverified _, Unclaimed _, Expired _ -> Service.UNCLAIMED;
      case Active _ -> Service.OPEN;
      case Suspended _, Deleting _ -> Service.RESTRICTED;
      case Deleted _ -> Service.CLOSED;
    };
  }

  /// The reason of a suspension, which lasts through a request for deletion.
  default Optional<String> suspension() {
    return switch (this) {
      case Suspended(var reason) -> Optional.of(reason);
      case Deleting(_, var reason) -> reason;
      case Unverified _, Unclaimed _, Expired _, Active _, Deleted _ -> Optional.empty();
    };
  }

  /// When the program has to change it by itself.
  default Optional<Instant> due() {
    return switch (this) {
      case Unverified(var claim) -> Optional.of(claim.expiresAt());
      case Unclaimed(var claim) -> Optional.of(claim.expiresAt());
      case Deleting(var dueAt, _) -> Optional.of(dueAt);
      case Expired _, Active _, Suspended _, Deleted _ -> Optional.empty();
    };
  }
}
