/// All that an agent uses outside the conversation: language models, the knowledge base and tools.
/// Packages here implement ports of `io.parley.core`; they know no actors and no database. Start
/// reading at [io.parley.tools.source.ToolSources] or [io.parley.tools.model.offline.OfflineModel].
package io.parley.tools;
