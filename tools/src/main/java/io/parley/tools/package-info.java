/// All that an agent reaches for outside the conversation: language models, the knowledge base and
/// tools. Every room here fills a port of `io.parley.core`; none of them knows another module, an
/// actor or a database. Start reading at [io.parley.tools.source.ToolSources] or
/// [io.parley.tools.model.offline.OfflineModel].
package io.parley.tools;
