/// The knowledge base of a tenant, searched by words and by meaning. Start at [LuceneKnowledge]: it
/// keeps one index per tenant in memory, built from `Articles`, with vectors from `Vectors` so that
/// a text is embedded once in its life. An index is never changed; a newer version of the articles
/// makes a newer index, and searches use the old one meanwhile.
///
/// Reading order: [LuceneKnowledge] (which searches wait for what), `Shelf` (one tenant),
/// `IndexBuilder`, `TenantIndex`. Searching is the package `io.parley.knowledge.search`.
///
/// It may not block a caller, nor log a query.
package io.parley.knowledge.index;
