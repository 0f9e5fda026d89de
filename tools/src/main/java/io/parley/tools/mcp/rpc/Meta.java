package io.parley.tools.mcp.rpc;

/// Keys of `_meta`.
public final class Meta {
  public static final String FIELD = "_meta";
  public static final String VERSION = "io.modelcontextprotocol/protocolVersion";
  public static final String CLIENT = "io.modelcontextprotocol/clientInfo";
  public static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
  public static final String PROGRESS = "progressToken";

  /// The key under which a call may be repeated: the same for each attempt of one call.
  public static final String IDEMPOTENCY_KEY = "io.parley/idempotencyKey";

  private Meta() {}
}
