/// What is said when no language model answers: passages of the help centre, quoted as they are,
/// under a sentence that says so. [KnowledgeModel] is the door.
///
/// It asks nothing but the knowledge base, and that not for long.
package io.parley.tools.model.degraded;
