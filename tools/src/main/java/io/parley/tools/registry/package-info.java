/// Tool sources that are added, changed and removed while the server runs. Start at
/// [io.parley.tools.registry.RegisteredTools]; a kind of sources implements
/// [io.parley.tools.source.ToolSourceKind]. A tool is offered only in the form that was approved.
package io.parley.tools.registry;
