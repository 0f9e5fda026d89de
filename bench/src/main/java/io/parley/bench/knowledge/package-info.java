/// How good the search in a company's knowledge is, measured on question sets that the project
/// wrote itself: a telecom that does not exist, in three languages, and the sample shop. Needs no
/// server.
///
/// Reading order: `KnowledgeBench` (what is measured), `QuestionSet` and `Variants` (the
/// questions), `PlainBm25` (what it is compared with), `Quality` (the measures).
package io.parley.bench.knowledge;
