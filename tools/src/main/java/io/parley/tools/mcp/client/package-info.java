/// A client of one MCP server: agrees on a revision, lists its tools, resources and prompts, calls
/// them. Start at [io.parley.tools.mcp.client.McpClient]. It knows no sessions and no agents.
package io.parley.tools.mcp.client;
