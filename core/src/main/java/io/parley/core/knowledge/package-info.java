/// What the company knows, found by words and by meaning. [io.parley.core.knowledge.Knowledge] is
/// searched; [io.parley.core.knowledge.Articles] and [io.parley.core.knowledge.Vectors] are what
/// the index is built from.
package io.parley.core.knowledge;
