/// The knowledge base of a tenant, searched by words and by meaning. [LuceneKnowledge] is the door:
/// it keeps one index for each tenant in memory, built from `Articles`, with vectors from `Vectors`
/// so that a text is embedded once in its life. An index is never changed; a newer version of the
/// articles makes a newer index, and searches go on in the old one meanwhile.
///
/// Reading order: [LuceneKnowledge] (who waits for what), `Shelf` (one tenant), `IndexBuilder`,
/// `TenantIndex` (a search), `Relevance` (what a score means).
///
/// It may not block a caller, nor log what was searched for.
package io.parley.tools.knowledge;
