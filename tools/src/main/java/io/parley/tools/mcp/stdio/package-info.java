/// MCP servers that are programs of this machine, spoken to over their standard streams. A program
/// is started without a shell, with an environment of its own and a limit on its memory, and ends
/// with its children. Start at [io.parley.tools.mcp.stdio.StdioChannel].
package io.parley.tools.mcp.stdio;
