/// Sites and files of the web that are read again and again. A
/// [io.parley.core.knowledge.site.KnowledgeSource] is one; operators change them by
/// [io.parley.core.knowledge.site.KnowledgeSources], and nodes take turns at reading them by
/// [io.parley.core.knowledge.site.SourceRuns]. The memory of one between two visits, so that the
/// second one asks only for what has changed, is in a [io.parley.core.knowledge.site.SiteBook].
package io.parley.core.knowledge.site;
