package io.parley.sessions.entry;

import io.parley.core.limit.VisitorLimit;
import java.time.Duration;

/// Limits for all protocols together.
public record EntrySettings(Load load, Starts starts, Visitors visitors, Readers readers) {

  /// Load of this node.
  ///
  /// @param commandsMax requests to sessions that may be under way
  /// @param sessionsAwakeMax with this many awake on this node no new one starts
  public record Load(int commandsMax, int sessionsAwakeMax) {}

  /// Limits for starting sessions.
  ///
  /// @param perAddress sessions that one address may start within `window`; @param perBlock one
  ///   block of addresses, where that is more; @param perTenant all of one tenant; each over the
  ///   whole cluster
  /// @param addressesMax how many addresses are counted; the one that was quiet for longest is
  ///   forgotten first
  /// @param idempotencyWindow how long an idempotency key finds its session again
  public record Starts(
      int perAddress,
      int perBlock,
      int perTenant,
      Duration window,
      int addressesMax,
      Duration idempotencyWindow) {}

  /// Limits for visitors in sessions that exist.
  ///
  /// @param messages that customers send; @param bytes of text that they send
  /// @param addressesMax how many addresses are counted
  public record Visitors(VisitorLimit messages, VisitorLimit bytes, int addressesMax) {}

  /// Limits for readers of this node.
  ///
  /// @param reconnectAfter when readers should come back after this node has disconnected them
  public record Readers(int max, int perAddressMax, int perTenantMax, Duration reconnectAfter) {}
}
