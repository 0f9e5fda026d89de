package io.parley.server;

import io.parley.core.knowledge.asked.AskedStore;

/// The stores of a node.
///
/// @param databases PostgreSQL and the object store; @param repositories core's ports over them
/// @param asked questions that were not answered
record Storage(Databases databases, Repositories repositories, AskedStore asked) {}
