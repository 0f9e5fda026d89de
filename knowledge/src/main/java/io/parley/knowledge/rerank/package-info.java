/// The second opinion on the order of passages, by a server outside. Start at [RerankedKnowledge].
package io.parley.knowledge.rerank;
