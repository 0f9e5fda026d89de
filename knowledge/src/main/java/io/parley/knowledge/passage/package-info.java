/// How an article is cut into passages, each of which is found on its own:
/// [io.parley.knowledge.passage.Piece].
package io.parley.knowledge.passage;
