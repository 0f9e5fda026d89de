/// A company's knowledge: what it is made of, how it is searched. Packages here implement ports of
/// `io.parley.core.knowledge`; they know no actors and no database. Start reading at
/// [io.parley.knowledge.index.LuceneKnowledge].
package io.parley.knowledge;
