/// Collects questions that were not answered, and groups them by meaning. Start at [AskedFeed].
package io.parley.knowledge.asked;
