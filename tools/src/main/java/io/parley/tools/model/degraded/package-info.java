/// The last resort when no language model answers: passages of the help centre, quoted as they are,
/// under a sentence that says so. Start at [KnowledgeModel].
///
/// It depends on the knowledge base alone, and waits for it only briefly.
package io.parley.tools.model.degraded;
