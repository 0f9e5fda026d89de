/// Where tools come from. A source is a [io.parley.core.tool.Tools]; [ToolSources] makes one of
/// several. A source with the same tools for everybody is a list of [Tool]s in [FixedTools]; one
/// with tools per tenant (another server's) implements the port itself.
package io.parley.tools.source;
