/// Sources are read when they are due: [io.parley.knowledge.source.SourceWork] claims them, renews
/// its claims, and records the results; [io.parley.knowledge.source.WebSources] reads one. Their
/// memory is behind [io.parley.core.knowledge.site.SourceRuns].
package io.parley.knowledge.source;
