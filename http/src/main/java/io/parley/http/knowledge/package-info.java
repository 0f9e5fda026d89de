/// The knowledge base over HTTP: staff read it, operators change it, and visitors open the passages
/// that replies cite. Start at [io.parley.http.knowledge.KnowledgeEndpoints].
package io.parley.http.knowledge;
