/// Where tools come from. A source is a [io.parley.core.tool.Tools]; [ToolSources] makes one of
/// several. A source whose tools are the same for everybody is a list of [Tool]s in [FixedTools];
/// one that has others for each tenant (another server's) implements the port itself.
package io.parley.tools.source;
