package io.parley.tools.mcp.client;

/// Why a tool of a server is not offered. The others are.
final class RefusedTool extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedTool(String message) {
    super(message);
  }
}
