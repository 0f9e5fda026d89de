/// Questions that customers asked and that were not answered: recognised in a session's events
/// ([Unanswered]), grouped by meaning, and kept for people ([AskedStore]).
package io.parley.core.knowledge.asked;
