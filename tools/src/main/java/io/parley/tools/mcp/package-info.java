/// Tools of other programs and servers, by the Model Context Protocol, revisions 2024-11-05 to
/// 2026-07-28. [io.parley.tools.mcp.McpTools] is a source of tools over one server;
/// [io.parley.tools.mcp.McpSettings] says which one and on what terms. A server is not trusted: all
/// that it sends is limited and checked, and a failure of it ends a call, never more.
package io.parley.tools.mcp;
