/// The company's knowledge base, searched by words and by meaning:
/// [io.parley.core.knowledge.Knowledge] searches it; [io.parley.core.knowledge.Articles] and
/// [io.parley.core.knowledge.Vectors] are the sources of the index.
/// [io.parley.core.knowledge.DocumentReader] makes texts of files.
package io.parley.core.knowledge;
