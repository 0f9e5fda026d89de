/// The work of `parley knowledge`, over the API of a running server:
/// [io.parley.server.knowledge.FolderSync] uploads folders,
/// [io.parley.server.knowledge.KnowledgeClient] makes the calls.
package io.parley.server.knowledge;
