/// Reuses answers: start at [CachedModel]. It wraps another model and answers in its place when a
/// question was asked before, in the same words or in words that mean the same.
///
/// The one rule: **everything that an answer depends on is in its key, or is known not to depend on
/// the customer.** The key ([Question], [Space]) holds the question, the whole system prompt (with
/// the customer's name and the date in it), tenant, agent, version of the knowledge base and tools
/// on offer; results of the tools that were used must not depend on the customer. Nothing is
/// persisted: a node's cache ends with the node.
package io.parley.tools.model.cache;
