/// The way of searching: the fields of a passage in a Lucene index, the questions put to them, and
/// what a score means. It opens no files and knows no tenant; an index's life is the package
/// `io.parley.knowledge.index`.
///
/// Reading order: `PassageDocument` (the fields), [PassageSearch] (a search), `Relevance` (what a
/// score means). A change of the fields or of the analyzer raises `PassageDocument.LAYOUT`, so that
/// older indexes are built anew.
package io.parley.knowledge.search;
