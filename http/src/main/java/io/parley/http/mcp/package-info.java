/// The Model Context Protocol for programs that use Parley as a server: `/v1/mcp`, Streamable HTTP.
/// Start at [io.parley.http.mcp.McpEndpoint]. A tool is an [io.parley.http.mcp.McpTool]; what a
/// caller may not do is neither listed nor done. Keeps no state between requests.
package io.parley.http.mcp;
