/// MCP servers at an address: Streamable HTTP, of the stateless revision and of those with
/// sessions. Start at [io.parley.tools.mcp.http.HttpChannel].
package io.parley.tools.mcp.http;
