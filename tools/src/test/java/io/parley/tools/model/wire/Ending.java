package io.parley.tools.model.wire;

/// How a stream ends.
public enum Ending {
  /// The model has said all.
  DONE,
  /// The model wants tools called.
  TOOLS,
  /// The model reached its limit.
  LENGTH,
  /// The provider stopped it.
  FILTERED,
  /// Said all, but the stream stays open.
  DONE_BUT_OPEN,
  /// The stream ends, the answer does not.
  MISSING,
  /// The connection is gone in the middle.
  CUT,
  /// Nothing more comes, and the connection stays.
  SILENT,
  /// A word now and then, without end.
  TRICKLE,
  /// Text without end, as fast as it is taken.
  ENDLESS
}
