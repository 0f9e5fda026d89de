/// The stored documents of the knowledge base, as the company edits them:
/// [io.parley.core.knowledge.document.Documents] holds them with their versions,
/// [io.parley.core.knowledge.document.KnowledgeCollections] names the sets that they are in, and
/// [io.parley.core.knowledge.document.KnowledgeFiles] replaces all texts of a file at once.
/// [io.parley.core.knowledge.document.FileIntake] reads a file and stores what is in it. The index
/// sees their newest versions as [io.parley.core.knowledge.Article]s.
package io.parley.core.knowledge.document;
