/// Tool sources that are added while the server runs: their definitions, the approvals of their
/// tools, and the ports to store and to operate them. Start at
/// [io.parley.core.tool.source.ToolSource].
package io.parley.core.tool.source;
