/// Tool sources that are added while the server runs: their definitions, the approvals of their
/// tools, their sign-ins, and the ports to store and to operate all of these. Start at
/// [io.parley.core.tool.source.ToolSource].
package io.parley.core.tool.source;
