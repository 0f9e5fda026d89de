/// Answers that were given before, given again: [CachedModel] is the door. It stands in front of
/// another model and answers in its place when somebody asks what was asked already, in the same
/// words or in words that mean the same.
///
/// The one rule: **everything that an answer was made from is in its key, or was checked to be
/// nobody's in particular.** The key ([Question], [Space]) holds the question, the whole system
/// prompt (with the customer's name and the date in it), tenant, agent, version of the knowledge
/// base and tools on offer; the tools that were used must be such whose results do not depend on
/// who asks. Nothing is written anywhere: a node forgets when it ends.
package io.parley.tools.model.cache;
